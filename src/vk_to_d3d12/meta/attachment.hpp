// A descriptor of a render target or depth-stencil view for the length of a call: D3D12 reads it
// while it records.
#pragma once

#include <utility>

#include "device/device.hpp"
#include "resource/attachment_heap.hpp"
#include "resource/view_desc.hpp"

namespace baker {

template <typename Heap>
class Attachment {
  public:
    static Result<Attachment> create(Device& device) {
        Heap& heap = *TRY(device.service<Heap>());
        return Attachment(heap, TRY(heap.allocate()));
    }
    ~Attachment() {
        if (heap_) heap_->free(handle_);
    }
    Attachment(Attachment&& other)
        : heap_(std::exchange(other.heap_, nullptr)), handle_(other.handle_) {}
    Attachment& operator=(Attachment&&) = delete;

    const D3D12_CPU_DESCRIPTOR_HANDLE& handle() const { return handle_; }

  private:
    Attachment(Heap& heap, D3D12_CPU_DESCRIPTOR_HANDLE handle) : heap_(&heap), handle_(handle) {}

    Heap* heap_;
    D3D12_CPU_DESCRIPTOR_HANDLE handle_;
};

using RenderTarget = Attachment<RenderTargetHeap>;
using DepthStencil = Attachment<DepthStencilHeap>;

inline Result<RenderTarget> makeRenderTarget(Device& device, const Image& image, DXGI_FORMAT format,
                                             const ViewRange& range) {
    RenderTarget target = TRY(RenderTarget::create(device));
    const D3D12_RENDER_TARGET_VIEW_DESC desc = renderTargetView(image, format, range);
    device.d3d12()->CreateRenderTargetView(image.resource(), &desc, target.handle());
    return target;
}

inline Result<DepthStencil> makeDepthStencil(Device& device, const Image& image,
                                             const ViewRange& range) {
    DepthStencil target = TRY(DepthStencil::create(device));
    const D3D12_DEPTH_STENCIL_VIEW_DESC desc = depthStencilView(image, D3D12_DSV_FLAG_NONE, range);
    device.d3d12()->CreateDepthStencilView(image.resource(), &desc, target.handle());
    return target;
}

}  // namespace baker
