#include "spirv_to_dxil/entry_point.hpp"

namespace baker {
namespace {

struct StageRow {
    spv::ExecutionModel model;
    ShaderStage stage;
    std::string_view name;
};

constexpr StageRow kStages[] = {
    {spv::ExecutionModel::Vertex, ShaderStage::Vertex, "vertex"},
    {spv::ExecutionModel::TessellationControl, ShaderStage::TessellationControl, "tesscontrol"},
    {spv::ExecutionModel::TessellationEvaluation, ShaderStage::TessellationEvaluation, "tesseval"},
    {spv::ExecutionModel::Geometry, ShaderStage::Geometry, "geometry"},
    {spv::ExecutionModel::Fragment, ShaderStage::Fragment, "fragment"},
    {spv::ExecutionModel::GLCompute, ShaderStage::Compute, "compute"},
    {static_cast<spv::ExecutionModel>(5364), ShaderStage::Task, "task"},
    {static_cast<spv::ExecutionModel>(5365), ShaderStage::Mesh, "mesh"},
};

bool fits(const spirv::EntryPoint& entry, const Options& options) {
    const auto stage = stageOf(entry.model);
    return stage && (options.entryPoint.empty() || entry.name == options.entryPoint) &&
           (!options.stage || *stage == *options.stage);
}

}  // namespace

std::optional<ShaderStage> stageOf(spv::ExecutionModel model) {
    for (const StageRow& row : kStages)
        if (row.model == model) return row.stage;
    return {};
}

std::optional<dxil::ShaderKind> shaderKindOf(ShaderStage stage) {
    switch (stage) {
        case ShaderStage::Vertex:
            return dxil::ShaderKind::Vertex;
        case ShaderStage::TessellationControl:
            return dxil::ShaderKind::Hull;
        case ShaderStage::TessellationEvaluation:
            return dxil::ShaderKind::Domain;
        case ShaderStage::Geometry:
            return dxil::ShaderKind::Geometry;
        case ShaderStage::Fragment:
            return dxil::ShaderKind::Pixel;
        case ShaderStage::Compute:
            return dxil::ShaderKind::Compute;
        default:
            return {};
    }
}

std::string_view stageName(ShaderStage stage) {
    for (const StageRow& row : kStages)
        if (row.stage == stage) return row.name;
    return {};
}

std::variant<const spirv::EntryPoint*, TranslationError> selectEntryPoint(
    const spirv::Module& module, const Options& options) {
    const spirv::EntryPoint* found = nullptr;
    for (const spirv::EntryPoint& entry : module.entryPoints()) {
        if (!fits(entry, options)) continue;
        if (found)
            return TranslationError{entry.offset,
                                    "several entry points fit: name one, and its stage"};
        found = &entry;
    }
    if (!found) return TranslationError{0, "the module has no such entry point"};
    if (!shaderKindOf(*stageOf(found->model)))
        return TranslationError{found->offset, "task and mesh shaders are not translated so far"};
    return found;
}

}  // namespace baker
