#include "attachment_clear.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "recorder.hpp"
#include "resource/attachment_heap.hpp"
#include "resource/image_view.hpp"

namespace baker {
namespace {

ViewRange rangeOf(const ImageView& view, const ClearRegion& region) {
    ViewRange range = view.range();
    range.baseLayer += region.baseLayer;
    range.layers = std::min(region.layerCount, range.layers - region.baseLayer);
    return range;
}

bool coversLayers(const ImageView& view, const ClearRegion& region) {
    return region.baseLayer == 0 && region.layerCount >= view.range().layers;
}

// A descriptor that lives for one command.
template <typename Heap>
class TransientAttachment {
  public:
    explicit TransientAttachment(Recorder& recorder) {
        auto heap = recorder.device.service<Heap>();
        auto handle = heap.ok() ? heap.value()->allocate() : heap.error();
        if (handle.ok()) {
            heap_ = heap.value();
            handle_ = handle.value();
        } else {
            recorder.fail(handle.error());
        }
    }
    ~TransientAttachment() {
        if (heap_) heap_->free(handle_);
    }
    TransientAttachment(const TransientAttachment&) = delete;
    TransientAttachment& operator=(const TransientAttachment&) = delete;

    bool valid() const { return heap_ != nullptr; }
    D3D12_CPU_DESCRIPTOR_HANDLE handle() const { return handle_; }

  private:
    Heap* heap_ = nullptr;
    D3D12_CPU_DESCRIPTOR_HANDLE handle_{};
};

// D3D12 clears to floats, whatever the format.
std::array<float, 4> colorOf(const FormatInfo& format, const VkClearColorValue& value) {
    std::array<float, 4> color;
    for (uint32_t i = 0; i < 4; ++i)
        color[i] = format.type == NumberType::Uint   ? static_cast<float>(value.uint32[i])
                   : format.type == NumberType::Sint ? static_cast<float>(value.int32[i])
                                                     : value.float32[i];
    return color;
}

void clearTarget(Recorder& recorder, D3D12_CPU_DESCRIPTOR_HANDLE target,
                 const std::array<float, 4>& color, std::span<const D3D12_RECT> rects) {
    recorder.list->ClearRenderTargetView(target, color.data(), static_cast<UINT>(rects.size()),
                                         rects.empty() ? nullptr : rects.data());
}

void clearPlanes(Recorder& recorder, D3D12_CPU_DESCRIPTOR_HANDLE target, VkImageAspectFlags aspects,
                 const VkClearDepthStencilValue& value, std::span<const D3D12_RECT> rects) {
    const uint32_t flags = (aspects & VK_IMAGE_ASPECT_DEPTH_BIT ? D3D12_CLEAR_FLAG_DEPTH : 0) |
                           (aspects & VK_IMAGE_ASPECT_STENCIL_BIT ? D3D12_CLEAR_FLAG_STENCIL : 0);
    recorder.list->ClearDepthStencilView(target, static_cast<D3D12_CLEAR_FLAGS>(flags), value.depth,
                                         static_cast<UINT8>(value.stencil),
                                         static_cast<UINT>(rects.size()),
                                         rects.empty() ? nullptr : rects.data());
}

}  // namespace

void clearColor(Recorder& recorder, const ImageView& view, const VkClearColorValue& value,
                const ClearRegion& region) {
    const auto color = colorOf(view.info(), value);
    if (coversLayers(view, region))
        return clearTarget(recorder, view.renderTarget(), color, region.rects);
    const TransientAttachment<RenderTargetHeap> target(recorder);
    if (!target.valid()) return;
    const auto desc = renderTargetView(view.image(), view.info().dxgi, rangeOf(view, region));
    recorder.device.d3d12()->CreateRenderTargetView(view.image().resource(), &desc,
                                                    target.handle());
    clearTarget(recorder, target.handle(), color, region.rects);
}

void clearDepthStencil(Recorder& recorder, const ImageView& view, VkImageAspectFlags aspects,
                       const VkClearDepthStencilValue& value, const ClearRegion& region) {
    if (coversLayers(view, region))
        return clearPlanes(recorder, view.depthStencil(D3D12_DSV_FLAG_NONE), aspects, value,
                           region.rects);
    const TransientAttachment<DepthStencilHeap> target(recorder);
    if (!target.valid()) return;
    const auto desc = depthStencilView(view.image(), D3D12_DSV_FLAG_NONE, rangeOf(view, region));
    recorder.device.d3d12()->CreateDepthStencilView(view.image().resource(), &desc,
                                                    target.handle());
    clearPlanes(recorder, target.handle(), aspects, value, region.rects);
}

}  // namespace baker
