// vkCmdBlitImage2, vkCmdResolveImage2: draws for each slice (meta/).
#include "meta/blit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/chain.hpp"
#include "command_buffer.hpp"
#include "meta/resolve.hpp"
#include "texture_copy.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

ImageState attachmentState(const Image& image) {
    return image.info().isColor() ? ImageState::RenderTarget : ImageState::DepthWrite;
}

template <typename F>
void forEachAspect(VkImageAspectFlags aspects, const F& f) {
    for (VkImageAspectFlags left = aspects; left; left &= left - 1)
        f(static_cast<VkImageAspectFlagBits>(left & (~left + 1)));
}

// One axis of a blit: where a coordinate of the target comes from.
struct Axis {
    float scale, offset;
    int32_t begin, end;  // of the target
};

Axis axis(int32_t source0, int32_t source1, int32_t target0, int32_t target1) {
    const float scale =
        static_cast<float>(source1 - source0) / static_cast<float>(target1 - target0);
    return {scale, static_cast<float>(source0) - static_cast<float>(target0) * scale,
            std::min(target0, target1), std::max(target0, target1)};
}

// The part's slices: of a 3D image those of `offsets`, else its layers.
ImagePart partOf(const Image& image, const VkImageSubresourceLayers& subresource,
                 const VkOffset3D (&offsets)[2]) {
    const int32_t depth = std::abs(offsets[1].z - offsets[0].z);
    return imagePart(image, subresource, {}, {1, 1, static_cast<uint32_t>(depth)});
}

// Of a 3D image the region's, which may be turned around; else its layers, from 0 on.
std::pair<int32_t, int32_t> depthRange(const ImagePart& part, const VkOffset3D (&offsets)[2]) {
    if (part.image->type() == VK_IMAGE_TYPE_3D) return {offsets[0].z, offsets[1].z};
    return {0, static_cast<int32_t>(part.layers)};
}

struct BlitCommand {
    const Image* source;
    const Image* target;
    VkImageLayout sourceLayout, targetLayout;
    VkFilter filter;
};

void blitRegion(Recorder& recorder, const BlitCommand& command, const VkImageBlit2& region) {
    const VkOffset3D *from = region.srcOffsets, *to = region.dstOffsets;
    if (from[0].x == from[1].x || to[0].x == to[1].x || to[0].y == to[1].y || to[0].z == to[1].z)
        return;
    const Axis x = axis(from[0].x, from[1].x, to[0].x, to[1].x);
    const Axis y = axis(from[0].y, from[1].y, to[0].y, to[1].y);
    const ImagePart source = partOf(*command.source, region.srcSubresource, region.srcOffsets);
    const ImagePart target = partOf(*command.target, region.dstSubresource, region.dstOffsets);
    const auto [front, back] = depthRange(source, region.srcOffsets);
    const auto [targetFront, targetBack] = depthRange(target, region.dstOffsets);
    const Axis z = axis(front, back, targetFront, targetBack);
    const std::array accesses{
        accessTo(source, command.sourceLayout, ImageState::ShaderRead),
        accessTo(target, command.targetLayout, attachmentState(*command.target))};
    const ScopedImageAccess scope(recorder, accesses);
    const bool sourceVolume = command.source->type() == VK_IMAGE_TYPE_3D;
    const bool targetVolume = command.target->type() == VK_IMAGE_TYPE_3D;
    for (uint32_t i = 0; i < target.slices(); ++i) {
        const int32_t depth = z.begin + static_cast<int32_t>(i);
        const float sourceDepth = (static_cast<float>(depth) + 0.5f) * z.scale + z.offset;
        const SliceBlit blit{
            .target = {.slice = {command.target, target.level,
                                 targetVolume ? static_cast<uint32_t>(depth)
                                              : target.baseLayer + i},
                       .format = &command.target->info(),
                       .area = {x.begin, y.begin, x.end, y.end}},
            .source = {.image = command.source,
                       .format = &command.source->info(),
                       .level = source.level},
            .scale = {x.scale, y.scale},
            .offset = {x.offset, y.offset},
            .z = sourceVolume ? sourceDepth
                              : static_cast<float>(source.baseLayer) + std::floor(sourceDepth),
            .linear = command.filter == VK_FILTER_LINEAR};
        forEachAspect(region.srcSubresource.aspectMask, [&](VkImageAspectFlagBits aspect) {
            SliceBlit one = blit;
            one.source.aspect = aspect;
            blitSlice(recorder, one);
        });
    }
}

// VkResolveImageModeInfoKHR's; without it colours are averaged.
struct ResolveModes {
    VkResolveModeFlagBits main = VK_RESOLVE_MODE_AVERAGE_BIT;  // of colour or depth
    VkResolveModeFlagBits stencil = VK_RESOLVE_MODE_NONE;
};

ResolveModes resolveModes(const VkResolveImageInfo2& info) {
    const auto* modes = findInChain<VkResolveImageModeInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_RESOLVE_IMAGE_MODE_INFO_KHR);
    return modes ? ResolveModes{modes->resolveMode, modes->stencilResolveMode} : ResolveModes{};
}

void resolveAspect(Recorder& recorder, const SliceResolve& slice, VkImageAspectFlagBits aspect,
                   const ResolveModes& modes) {
    if (aspect == VK_IMAGE_ASPECT_COLOR_BIT)
        return resolveColor(recorder, slice, modes.main == VK_RESOLVE_MODE_AVERAGE_BIT);
    const auto mode = aspect == VK_IMAGE_ASPECT_STENCIL_BIT ? modes.stencil : modes.main;
    if (mode != VK_RESOLVE_MODE_NONE) resolveDepthStencil(recorder, slice, aspect, mode);
}

void resolveRegion(Recorder& recorder, const BlitCommand& command, const VkImageResolve2& region,
                   const ResolveModes& modes) {
    const ImagePart source =
        imagePart(*command.source, region.srcSubresource, region.srcOffset, region.extent);
    const ImagePart target =
        imagePart(*command.target, region.dstSubresource, region.dstOffset, region.extent);
    const std::array accesses{
        accessTo(source, command.sourceLayout, ImageState::ShaderRead),
        accessTo(target, command.targetLayout, attachmentState(*command.target))};
    const ScopedImageAccess scope(recorder, accesses);
    const VkOffset3D& to = region.dstOffset;
    for (uint32_t layer = 0; layer < target.layers; ++layer) {
        const SliceResolve slice{
            .target = {.slice = {command.target, target.level, target.baseLayer + layer},
                       .format = &command.target->info(),
                       .area = {to.x, to.y, to.x + static_cast<LONG>(region.extent.width),
                                to.y + static_cast<LONG>(region.extent.height)}},
            .source = {command.source, source.level, source.baseLayer + layer},
            .sourceFormat = &command.source->info(),
            .toSource = {region.srcOffset.x - to.x, region.srcOffset.y - to.y}};
        forEachAspect(source.aspect, [&](VkImageAspectFlagBits aspect) {
            resolveAspect(recorder, slice, aspect, modes);
        });
    }
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBlitImage2(VkCommandBuffer commandBuffer,
                                         const VkBlitImageInfo2* pBlitImageInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const VkBlitImageInfo2& info = *pBlitImageInfo;
    const auto regions = target.keep(info.pRegions, info.regionCount);
    const BlitCommand command{Image::from(info.srcImage), Image::from(info.dstImage),
                              info.srcImageLayout, info.dstImageLayout, info.filter};
    target.record([command, regions](Recorder& recorder) {
        for (const VkImageBlit2& region : regions) blitRegion(recorder, command, region);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdResolveImage2(VkCommandBuffer commandBuffer,
                                            const VkResolveImageInfo2* pResolveImageInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const VkResolveImageInfo2& info = *pResolveImageInfo;
    const auto regions = target.keep(info.pRegions, info.regionCount);
    const BlitCommand command{Image::from(info.srcImage), Image::from(info.dstImage),
                              info.srcImageLayout, info.dstImageLayout, VK_FILTER_NEAREST};
    target.record([command, regions, modes = resolveModes(info)](Recorder& recorder) {
        for (const VkImageResolve2& region : regions)
            resolveRegion(recorder, command, region, modes);
    });
}

}  // namespace baker::entry
