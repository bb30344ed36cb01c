#include "spirv_to_dxil/spirv_to_dxil.hpp"

#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker {
namespace {

Reflection reflect(translate::Translator& translator, const spirv::EntryPoint& entry,
                   uint64_t featureInfo) {
    Reflection reflection = std::move(translator.reflection);
    reflection.stage = *stageOf(entry.model);
    reflection.entryPoint = entry.name;
    reflection.shaderFlags = featureInfo;
    return reflection;
}

}  // namespace

TranslationResult translateToModule(std::span<const uint32_t> words, const Options& options,
                                    const ModuleConsumer& consume) {
    auto parsed = spirv::Module::parse(words);
    if (auto* error = std::get_if<TranslationError>(&parsed)) return std::move(*error);
    const spirv::Module& module = std::get<spirv::Module>(parsed);
    auto selected = selectEntryPoint(module, options);
    if (auto* error = std::get_if<TranslationError>(&selected)) return std::move(*error);
    const spirv::EntryPoint& entry = *std::get<const spirv::EntryPoint*>(selected);

    dxil::Module target(*shaderKindOf(*stageOf(entry.model)), options.shaderModel);
    target.native16Bit = options.features.native16Bit && options.shaderModel >= ShaderModel{6, 2};
    translate::Translator translator(module, options, target);
    if (auto error = translator.run(entry)) return std::move(*error);
    dxil::ContainerResult container = dxil::buildContainer(target);
    if (consume) consume(target);
    return Shader{std::move(container.bytes), reflect(translator, entry, container.featureInfo)};
}

TranslationResult translateSpirv(std::span<const uint32_t> words, const Options& options) {
    return translateToModule(words, options, {});
}

}  // namespace baker
