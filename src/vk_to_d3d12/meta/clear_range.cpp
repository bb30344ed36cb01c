#include "clear_range.hpp"

#include "clear.hpp"
#include "d3d12/workarounds.hpp"

namespace baker {
namespace {

// How a colour image is cleared, by what its resource allows.
struct Method {
    ImageState state;
    void (*clear)(Recorder&, const ClearTarget&, const VkClearColorValue&);
};

Method colorMethod(const Recorder& recorder, const Image& image) {
    if (image.isLinear()) return {ImageState::CopyDest, clearByCopies};
    const uint32_t flags = image.desc().Flags;
    const bool direct = recorder.list->GetType() == D3D12_COMMAND_LIST_TYPE_DIRECT;
    const bool avoided = image.tiles() && workaroundEnabled(Workaround::SparseClearsWithoutTargets);
    if (direct && !avoided && flags & D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET)
        return {ImageState::RenderTarget, clearColor};
    // There are no sRGB unordered access views.
    const bool stores = flags & D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS;
    if (stores && image.info().isDirect() && image.info().type != NumberType::Srgb)
        return {ImageState::Storage, clearStorage};
    return {ImageState::CopyDest, clearByCopies};
}

// Each level of the range, as `f`'s target.
template <typename F>
void forEachLevel(const Image& image, const ImageRange& range, const F& f) {
    const bool volume = image.type() == VK_IMAGE_TYPE_3D;
    for (uint32_t i = 0; i < range.mipCount; ++i) {
        const uint32_t level = range.baseMip + i;
        f(ClearTarget{.image = &image,
                      .format = &image.info(),
                      .level = level,
                      .baseSlice = range.baseLayer,
                      .slices = volume ? image.extent(level).depth : range.layerCount});
    }
}

ImageAccess accessTo(const Image& image, const ImageRange& range, VkImageLayout layout,
                     ImageState state) {
    return {.image = &image,
            .range = range,
            .layout = layout,
            .stencilLayout = layout,
            .state = state,
            .stencilState = state};
}

}  // namespace

void clearColorRange(Recorder& recorder, const Image& image, VkImageLayout layout,
                     const VkClearColorValue& value, const ImageRange& range) {
    const Method method = colorMethod(recorder, image);
    // D3D12 writes multisampled textures on direct queues alone.
    if (image.samples() > 1 && method.state != ImageState::RenderTarget)
        return recorder.fail(VK_ERROR_UNKNOWN);
    const ImageAccess access = accessTo(image, range, layout, method.state);
    const ScopedImageAccess scope(recorder, {&access, 1});
    forEachLevel(image, range,
                 [&](const ClearTarget& target) { method.clear(recorder, target, value); });
}

void clearDepthStencilRange(Recorder& recorder, const Image& image, VkImageLayout layout,
                            const VkClearDepthStencilValue& value, const ImageRange& range) {
    const ImageAccess access = accessTo(image, range, layout, ImageState::DepthWrite);
    const ScopedImageAccess scope(recorder, {&access, 1});
    forEachLevel(image, range, [&](const ClearTarget& target) {
        clearDepthStencil(recorder, target, range.aspects, value);
    });
}

}  // namespace baker
