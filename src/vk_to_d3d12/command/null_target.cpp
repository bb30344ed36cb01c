#include "null_target.hpp"

#include <memory>

#include "device/device.hpp"

namespace baker {
namespace {

struct NullTarget {
    ComPtr<ID3D12DescriptorHeap> heap;

    static Result<std::unique_ptr<NullTarget>> create(Device& device) {
        const D3D12_DESCRIPTOR_HEAP_DESC heapDesc{.Type = D3D12_DESCRIPTOR_HEAP_TYPE_RTV,
                                                  .NumDescriptors = 1};
        auto target = std::make_unique<NullTarget>();
        TRY_VK(device.check(
            device.d3d12()->CreateDescriptorHeap(&heapDesc, IID_PPV_ARGS(&target->heap)),
            "ID3D12Device::CreateDescriptorHeap"));
        const D3D12_RENDER_TARGET_VIEW_DESC desc{.Format = DXGI_FORMAT_R8G8B8A8_UNORM,
                                                 .ViewDimension = D3D12_RTV_DIMENSION_TEXTURE2D};
        device.d3d12()->CreateRenderTargetView(nullptr, &desc,
                                               target->heap->GetCPUDescriptorHandleForHeapStart());
        return target;
    }
};

}  // namespace

D3D12_CPU_DESCRIPTOR_HANDLE nullRenderTarget(Recorder& recorder) {
    auto target = recorder.device.service<NullTarget>();
    if (target.ok()) return target.value()->heap->GetCPUDescriptorHandleForHeapStart();
    recorder.fail(target.error());
    return {};
}

}  // namespace baker
