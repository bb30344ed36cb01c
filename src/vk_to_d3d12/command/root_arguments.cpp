#include "root_arguments.hpp"

#include <bit>
#include <cstring>

namespace baker {
namespace {

constexpr uint64_t kConstantAlignment = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;

template <typename Root>
void setTables(Recorder& recorder, const BindPointState& state) {
    const RootParameters& parameters = state.rootSignature->parameters;
    const uint32_t changed = state.dirty & state.boundTables;
    for (uint32_t sets = changed & parameters.tableMask; sets; sets &= sets - 1) {
        const int set = std::countr_zero(sets);
        (recorder.list->*Root::kTable)(parameters.tables[set], state.tables[set]);
    }
    for (uint32_t sets = changed & parameters.samplerTableMask; sets; sets &= sets - 1) {
        const int set = std::countr_zero(sets);
        (recorder.list->*Root::kTable)(parameters.samplerTables[set], state.samplerTables[set]);
    }
}

template <typename Root>
void setPushConstants(Recorder& recorder, const BindPointState& state) {
    const RootParameters& parameters = state.rootSignature->parameters;
    const uint32_t words = parameters.pushConstantWords;
    if (words == 0) return;
    if (!parameters.pushConstantsInBuffer)
        return (recorder.list->*Root::kConstants)(parameters.pushConstants, words,
                                                  recorder.pushConstants.data(), 0);
    auto slice = recorder.upload.allocate(kMaxPushConstantsSize, kConstantAlignment);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, recorder.pushConstants.data(), words * 4);
    (recorder.list->*Root::kBuffer)(parameters.pushConstants, slice.value().address);
}

}  // namespace

template <typename Root>
void setRootSignature(Recorder& recorder, BindPointState& state,
                      const RootSignature& rootSignature) {
    if (state.rootSignature == &rootSignature) return;
    if (rootSignature.parameters.hasTables()) recorder.setDescriptorHeaps();
    (recorder.list->*Root::kSignature)(rootSignature.d3d12.Get());
    if (rootSignature.parameters.bufferAddresses != kNoParameter)
        (recorder.list->*Root::kTable)(rootSignature.parameters.bufferAddresses,
                                       recorder.viewHeapStart());
    state.rootSignature = &rootSignature;
    state.hasSystemValues = false;
    state.dirty |= kDirtyRootArguments;
}

template <typename Root>
void setRootArguments(Recorder& recorder, BindPointState& state) {
    const RootParameters& parameters = state.rootSignature->parameters;
    if (state.dirty & kDirtyTables) setTables<Root>(recorder, state);
    if (state.dirty & kDirtyPushConstants) setPushConstants<Root>(recorder, state);
    if (state.dirty & kDirtyDynamicOffsets && parameters.dynamicOffsetWords)
        (recorder.list->*Root::kConstants)(parameters.dynamicOffsets, parameters.dynamicOffsetWords,
                                           state.dynamicOffsets.data(), 0);
    state.dirty &= ~(kDirtyTables | kDirtyPushConstants | kDirtyDynamicOffsets);
}

template <typename Root>
void setSystemValueBuffer(Recorder& recorder, BindPointState& state,
                          std::span<const uint32_t> values) {
    auto slice = recorder.upload.allocate(values.size_bytes(), kConstantAlignment);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, values.data(), values.size_bytes());
    (recorder.list->*Root::kBuffer)(state.rootSignature->parameters.systemValues,
                                    slice.value().address);
    state.hasSystemValues = true;
}

template void setRootSignature<ComputeRoot>(Recorder&, BindPointState&, const RootSignature&);
template void setRootSignature<GraphicsRoot>(Recorder&, BindPointState&, const RootSignature&);
template void setRootArguments<ComputeRoot>(Recorder&, BindPointState&);
template void setRootArguments<GraphicsRoot>(Recorder&, BindPointState&);
template void setSystemValueBuffer<ComputeRoot>(Recorder&, BindPointState&,
                                                std::span<const uint32_t>);
template void setSystemValueBuffer<GraphicsRoot>(Recorder&, BindPointState&,
                                                 std::span<const uint32_t>);

}  // namespace baker
