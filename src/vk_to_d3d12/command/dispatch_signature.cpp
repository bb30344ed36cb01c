#include "dispatch_signature.hpp"

#include "device/device.hpp"

namespace baker {

Result<std::unique_ptr<DispatchSignature>> DispatchSignature::create(Device& device) {
    static_assert(sizeof(D3D12_DISPATCH_ARGUMENTS) == sizeof(VkDispatchIndirectCommand));
    const D3D12_INDIRECT_ARGUMENT_DESC argument{.Type = D3D12_INDIRECT_ARGUMENT_TYPE_DISPATCH};
    const D3D12_COMMAND_SIGNATURE_DESC desc{.ByteStride = sizeof(D3D12_DISPATCH_ARGUMENTS),
                                            .NumArgumentDescs = 1,
                                            .pArgumentDescs = &argument};
    auto result = std::make_unique<DispatchSignature>();
    TRY_VK(device.check(
        device.d3d12()->CreateCommandSignature(&desc, nullptr, IID_PPV_ARGS(&result->signature_)),
        "ID3D12Device::CreateCommandSignature"));
    return result;
}

}  // namespace baker
