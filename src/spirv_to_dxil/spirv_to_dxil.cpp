#include "spirv_to_dxil/spirv_to_dxil.hpp"

#include <algorithm>

#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/spirv/capabilities.hpp"
#include "spirv_to_dxil/translate/graphics_modes.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker {
namespace {

Reflection reflect(translate::Translator& translator, const spirv::EntryPoint& entry) {
    Reflection reflection = std::move(translator.reflection);
    reflection.stage = *stageOf(entry.model);
    reflection.entryPoint = entry.name;
    return reflection;
}

// What either function of a control shader needs.
void join(Reflection& whole, const Reflection& part) {
    whole.pushConstantSize = std::max(whole.pushConstantSize, part.pushConstantSize);
    whole.systemValues |= part.systemValues;
    whole.usesDynamicOffsets |= part.usesDynamicOffsets;
    whole.usesBufferAddresses |= part.usesBufferAddresses;
    whole.usesWaveOps |= part.usesWaveOps;
    whole.inputs = part.inputs;  // of the signature of both
    for (const UsedBinding& theirs : part.bindings) {
        const auto same = [&](const UsedBinding& b) {
            return b.set == theirs.set && b.binding == theirs.binding;
        };
        const auto known = std::ranges::find_if(whole.bindings, same);
        if (known == whole.bindings.end())
            whole.bindings.push_back(theirs);
        else
            known->written |= theirs.written;
    }
}

}  // namespace

TessellationModes tessellationModes(std::span<const uint32_t> words, std::string_view entryPoint) {
    const auto parsed = spirv::Module::parse(words);
    const auto* module = std::get_if<spirv::Module>(&parsed);
    if (!module) return {};
    for (const spirv::EntryPoint& entry : module->entryPoints()) {
        const auto kind = stageOf(entry.model);
        if (kind != ShaderStage::TessellationControl && kind != ShaderStage::TessellationEvaluation)
            continue;
        if (entryPoint.empty() || entry.name == entryPoint)
            return translate::tessellationModesOf(*module, entry);
    }
    return {};
}

namespace {

struct Attempt {
    TranslationResult result;
    bool needsUnknown = false;  // Translator::needsUnknown
};

// Fills `target`. What the translators know beside it is freed before it is written.
std::variant<Reflection, Attempt> fill(dxil::Module& target, const spirv::Module& module,
                                       const spirv::EntryPoint& entry, const Options& options,
                                       translate::Effects effects) {
    using translate::Part;
    translate::Translator translator(module, options, target, Part::Main, effects);
    if (auto error = translator.run(entry))
        return Attempt{std::move(*error), translator.needsUnknown};
    if (target.kind == dxil::ShaderKind::Hull) {
        translate::Translator patch(module, options, target, Part::PatchConstants, effects);
        if (auto error = patch.run(entry)) return Attempt{std::move(*error), patch.needsUnknown};
        join(translator.reflection, patch.reflection);
    }
    return reflect(translator, entry);
}

Attempt attempt(const spirv::Module& module, const spirv::EntryPoint& entry, const Options& options,
                const ModuleConsumer& consume, translate::Effects effects) {
    dxil::Module target(*shaderKindOf(*stageOf(entry.model)), options.shaderModel);
    target.distinctConversions = options.features.distinctConversions;
    target.separateLoopPhis = options.features.separateLoopPhis;
    target.lowerSwitches =
        target.kind == dxil::ShaderKind::Hull && options.features.hullSwitchesAsComparisons;
    target.native16Bit = options.features.native16Bit && options.shaderModel >= ShaderModel{6, 2};
    auto filled = fill(target, module, entry, options, effects);
    if (auto* failed = std::get_if<Attempt>(&filled)) return std::move(*failed);
    Reflection& reflection = std::get<Reflection>(filled);
    dxil::ContainerResult container = dxil::buildContainer(target);
    if (consume) consume(target);
    reflection.shaderFlags = container.featureInfo;
    return {Shader{std::move(container.bytes), std::move(reflection)}};
}

}  // namespace

TranslationResult translateToModule(std::span<const uint32_t> words, const Options& options,
                                    const ModuleConsumer& consume) {
    using translate::Effects;
    auto parsed = spirv::Module::parse(words);
    if (auto* error = std::get_if<TranslationError>(&parsed)) return std::move(*error);
    const spirv::Module& module = std::get<spirv::Module>(parsed);
    if (std::string refused = spirv::refusal(module.capabilities()); !refused.empty())
        return TranslationError{0, std::move(refused)};
    auto selected = selectEntryPoint(module, options);
    if (auto* error = std::get_if<TranslationError>(&selected)) return std::move(*error);
    const spirv::EntryPoint& entry = *std::get<const spirv::EntryPoint*>(selected);
    Attempt first = attempt(module, entry, options, consume, Effects::InPatchFunction);
    if (!first.needsUnknown) return std::move(first.result);
    return attempt(module, entry, options, consume, Effects::AtControlPoints).result;
}

TranslationResult translateSpirv(std::span<const uint32_t> words, const Options& options) {
    return translateToModule(words, options, {});
}

}  // namespace baker
