// Hands a bind point's root arguments to the D3D12 list. D3D12 has two sets of functions for them,
// which are the template argument: ComputeRoot or GraphicsRoot.
#pragma once

#include "recorder.hpp"

namespace baker {

struct ComputeRoot {
    static constexpr auto kSignature = &ID3D12GraphicsCommandList::SetComputeRootSignature;
    static constexpr auto kTable = &ID3D12GraphicsCommandList::SetComputeRootDescriptorTable;
    static constexpr auto kConstants = &ID3D12GraphicsCommandList::SetComputeRoot32BitConstants;
    static constexpr auto kBuffer = &ID3D12GraphicsCommandList::SetComputeRootConstantBufferView;
};

struct GraphicsRoot {
    static constexpr auto kSignature = &ID3D12GraphicsCommandList::SetGraphicsRootSignature;
    static constexpr auto kTable = &ID3D12GraphicsCommandList::SetGraphicsRootDescriptorTable;
    static constexpr auto kConstants = &ID3D12GraphicsCommandList::SetGraphicsRoot32BitConstants;
    static constexpr auto kBuffer = &ID3D12GraphicsCommandList::SetGraphicsRootConstantBufferView;
};

// Makes `rootSignature` that of the list; all arguments are dirty if it was another.
template <typename Root>
void setRootSignature(Recorder& recorder, BindPointState& state,
                      const RootSignature& rootSignature);

// Tables, push constants and dynamic offsets that are dirty.
template <typename Root>
void setRootArguments(Recorder& recorder, BindPointState& state);

// Words of SystemValue, by way of an upload page.
template <typename Root>
void setSystemValueBuffer(Recorder& recorder, BindPointState& state,
                          std::span<const uint32_t> values);

extern template void setRootSignature<ComputeRoot>(Recorder&, BindPointState&,
                                                   const RootSignature&);
extern template void setRootSignature<GraphicsRoot>(Recorder&, BindPointState&,
                                                    const RootSignature&);
extern template void setRootArguments<ComputeRoot>(Recorder&, BindPointState&);
extern template void setRootArguments<GraphicsRoot>(Recorder&, BindPointState&);
extern template void setSystemValueBuffer<ComputeRoot>(Recorder&, BindPointState&,
                                                       std::span<const uint32_t>);
extern template void setSystemValueBuffer<GraphicsRoot>(Recorder&, BindPointState&,
                                                        std::span<const uint32_t>);

}  // namespace baker
