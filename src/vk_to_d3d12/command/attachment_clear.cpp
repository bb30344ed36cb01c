#include "attachment_clear.hpp"

#include <algorithm>

#include "meta/clear.hpp"
#include "recorder.hpp"
#include "resource/image_view.hpp"

namespace baker {
namespace {

ClearTarget targetOf(const ImageView& view, const ClearRegion& region) {
    const ViewRange& range = view.range();
    return {.image = &view.image(),
            .format = &view.info(),
            .level = range.baseLevel,
            .baseSlice = range.baseLayer + region.baseLayer,
            .slices = std::min(region.layerCount, range.layers - region.baseLayer),
            .areas = region.rects};
}

}  // namespace

void clearColor(Recorder& recorder, const ImageView& view, const VkClearColorValue& value,
                const ClearRegion& region) {
    if (view.info().isInteger() || region.baseLayer || region.layerCount < view.range().layers)
        return clearColor(recorder, targetOf(view, region), value);
    const VkClearColorValue color = reordered(value, view.info());
    recorder.list->ClearRenderTargetView(view.renderTarget(), color.float32,
                                         static_cast<UINT>(region.rects.size()),
                                         region.rects.empty() ? nullptr : region.rects.data());
}

void clearDepthStencil(Recorder& recorder, const ImageView& view, VkImageAspectFlags aspects,
                       const VkClearDepthStencilValue& value, const ClearRegion& region) {
    clearDepthStencil(recorder, targetOf(view, region), aspects, value);
}

void fillColor(Recorder& recorder, const ImageView& view, const VkClearColorValue& value,
               const ClearRegion& region) {
    fillColor(recorder, targetOf(view, region), value);
}

void fillDepthStencil(Recorder& recorder, const ImageView& view, VkImageAspectFlags aspects,
                      const VkClearDepthStencilValue& value, const ClearRegion& region) {
    fillDepthStencil(recorder, targetOf(view, region), aspects, value);
}

}  // namespace baker
