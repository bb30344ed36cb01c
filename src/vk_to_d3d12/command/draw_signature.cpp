#include "draw_signature.hpp"

#include <vulkan/vulkan.h>

#include "device/device.hpp"

namespace baker {

static_assert(sizeof(D3D12_DRAW_ARGUMENTS) == sizeof(VkDrawIndirectCommand));
static_assert(sizeof(D3D12_DRAW_INDEXED_ARGUMENTS) == sizeof(VkDrawIndexedIndirectCommand));

Result<ID3D12CommandSignature*> DrawSignatures::get(bool indexed, uint32_t stride) {
    const std::lock_guard lock(mutex_);
    ComPtr<ID3D12CommandSignature>& signature = signatures_[{indexed, stride}];
    if (signature) return signature.Get();
    const D3D12_INDIRECT_ARGUMENT_DESC argument{
        .Type = indexed ? D3D12_INDIRECT_ARGUMENT_TYPE_DRAW_INDEXED
                        : D3D12_INDIRECT_ARGUMENT_TYPE_DRAW};
    const D3D12_COMMAND_SIGNATURE_DESC desc{
        .ByteStride = stride, .NumArgumentDescs = 1, .pArgumentDescs = &argument};
    TRY_VK(device_.check(
        device_.d3d12()->CreateCommandSignature(&desc, nullptr, IID_PPV_ARGS(&signature)),
        "ID3D12Device::CreateCommandSignature"));
    return signature.Get();
}

}  // namespace baker
