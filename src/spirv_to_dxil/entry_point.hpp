// Which entry point of a module is translated, and the parts of translation that the tool shows.
#pragma once

#include <functional>
#include <variant>

#include "spirv_to_dxil/dxil/module.hpp"
#include "spirv_to_dxil/spirv/module.hpp"

namespace baker {

// The stage of an execution model; none when Vulkan has no such stage.
std::optional<ShaderStage> stageOf(spv::ExecutionModel model);
// None for a stage that is not translated.
std::optional<dxil::ShaderKind> shaderKindOf(ShaderStage stage);
std::string_view stageName(ShaderStage stage);

// The entry point that `options` name, or the only one that fits them.
std::variant<const spirv::EntryPoint*, TranslationError> selectEntryPoint(
    const spirv::Module& module, const Options& options);

using ModuleConsumer = std::function<void(const dxil::Module&)>;

// As translateSpirv, and shows the finished module to `consume`, where given.
TranslationResult translateToModule(std::span<const uint32_t> words, const Options& options,
                                    const ModuleConsumer& consume);

}  // namespace baker
