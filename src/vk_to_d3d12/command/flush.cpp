#include "flush.hpp"

#include <bit>
#include <cstring>

#include "pipeline/compute_pipeline.hpp"

namespace baker {
namespace {

constexpr uint64_t kConstantAlignment = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;

void setPipeline(Recorder& recorder) {
    BindPointState& state = recorder.compute;
    recorder.list->SetPipelineState(recorder.computePipeline->d3d12());
    const RootSignature& rootSignature = recorder.computePipeline->rootSignature();
    if (state.rootSignature == &rootSignature) return;
    if (rootSignature.parameters.tableMask) recorder.setDescriptorHeaps();
    recorder.list->SetComputeRootSignature(rootSignature.d3d12.Get());
    state.rootSignature = &rootSignature;
    state.hasSystemValues = false;
    state.dirty |= kDirtyRootArguments;
}

void setTables(Recorder& recorder, const RootParameters& parameters) {
    const BindPointState& state = recorder.compute;
    uint32_t sets = state.dirty & state.boundTables & parameters.tableMask;
    for (; sets; sets &= sets - 1) {
        const int set = std::countr_zero(sets);
        recorder.list->SetComputeRootDescriptorTable(parameters.tables[set], state.tables[set]);
    }
}

void setPushConstants(Recorder& recorder, const RootParameters& parameters) {
    const uint32_t words = parameters.pushConstantWords;
    if (words == 0) return;
    if (!parameters.pushConstantsInBuffer)
        return recorder.list->SetComputeRoot32BitConstants(parameters.pushConstants, words,
                                                           recorder.pushConstants.data(), 0);
    auto slice = recorder.upload.allocate(kMaxPushConstantsSize, kConstantAlignment);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, recorder.pushConstants.data(), words * 4);
    recorder.list->SetComputeRootConstantBufferView(parameters.pushConstants,
                                                    slice.value().address);
}

}  // namespace

void flushComputeState(Recorder& recorder) {
    BindPointState& state = recorder.compute;
    if (!recorder.computePipeline) return;
    if (state.dirty & kDirtyPipeline) setPipeline(recorder);
    const RootParameters& parameters = state.rootSignature->parameters;
    if (state.dirty & kDirtyTables) setTables(recorder, parameters);
    if (state.dirty & kDirtyPushConstants) setPushConstants(recorder, parameters);
    if (state.dirty & kDirtyDynamicOffsets && parameters.dynamicOffsetWords)
        recorder.list->SetComputeRoot32BitConstants(parameters.dynamicOffsets,
                                                    parameters.dynamicOffsetWords,
                                                    state.dynamicOffsets.data(), 0);
    state.dirty = 0;
}

}  // namespace baker
