// Copies of images, blits and resolves of Vulkan 1.0, in terms of VK_KHR_copy_commands2.
#include "base/stack_array.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

VkImageCopy2 form2(const VkImageCopy& region) {
    return {
        VK_STRUCTURE_TYPE_IMAGE_COPY_2, nullptr,          region.srcSubresource, region.srcOffset,
        region.dstSubresource,          region.dstOffset, region.extent};
}

VkBufferImageCopy2 form2(const VkBufferImageCopy& region) {
    return {VK_STRUCTURE_TYPE_BUFFER_IMAGE_COPY_2,
            nullptr,
            region.bufferOffset,
            region.bufferRowLength,
            region.bufferImageHeight,
            region.imageSubresource,
            region.imageOffset,
            region.imageExtent};
}

VkImageBlit2 form2(const VkImageBlit& region) {
    return {VK_STRUCTURE_TYPE_IMAGE_BLIT_2, nullptr,
            region.srcSubresource,          {region.srcOffsets[0], region.srcOffsets[1]},
            region.dstSubresource,          {region.dstOffsets[0], region.dstOffsets[1]}};
}

VkImageResolve2 form2(const VkImageResolve& region) {
    return {VK_STRUCTURE_TYPE_IMAGE_RESOLVE_2,
            nullptr,
            region.srcSubresource,
            region.srcOffset,
            region.dstSubresource,
            region.dstOffset,
            region.extent};
}

// The regions in their newer form.
template <typename Region>
auto forms2(const Region* regions, uint32_t count) {
    StackArray<decltype(form2(*regions))> result(count);
    for (uint32_t i = 0; i < count; ++i) result[i] = form2(regions[i]);
    return result;
}

}  // namespace

namespace entry {

VKAPI_ATTR void VKAPI_CALL CmdCopyImage(VkCommandBuffer commandBuffer, VkImage source,
                                        VkImageLayout sourceLayout, VkImage target,
                                        VkImageLayout targetLayout, uint32_t count,
                                        const VkImageCopy* regions) {
    auto regions2 = forms2(regions, count);
    const VkCopyImageInfo2 info{VK_STRUCTURE_TYPE_COPY_IMAGE_INFO_2,
                                nullptr,
                                source,
                                sourceLayout,
                                target,
                                targetLayout,
                                count,
                                regions2.data()};
    CmdCopyImage2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdCopyBufferToImage(VkCommandBuffer commandBuffer, VkBuffer source,
                                                VkImage target, VkImageLayout layout,
                                                uint32_t count, const VkBufferImageCopy* regions) {
    auto regions2 = forms2(regions, count);
    const VkCopyBufferToImageInfo2 info{VK_STRUCTURE_TYPE_COPY_BUFFER_TO_IMAGE_INFO_2,
                                        nullptr,
                                        source,
                                        target,
                                        layout,
                                        count,
                                        regions2.data()};
    CmdCopyBufferToImage2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdCopyImageToBuffer(VkCommandBuffer commandBuffer, VkImage source,
                                                VkImageLayout layout, VkBuffer target,
                                                uint32_t count, const VkBufferImageCopy* regions) {
    auto regions2 = forms2(regions, count);
    const VkCopyImageToBufferInfo2 info{VK_STRUCTURE_TYPE_COPY_IMAGE_TO_BUFFER_INFO_2,
                                        nullptr,
                                        source,
                                        layout,
                                        target,
                                        count,
                                        regions2.data()};
    CmdCopyImageToBuffer2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdBlitImage(VkCommandBuffer commandBuffer, VkImage source,
                                        VkImageLayout sourceLayout, VkImage target,
                                        VkImageLayout targetLayout, uint32_t count,
                                        const VkImageBlit* regions, VkFilter filter) {
    auto regions2 = forms2(regions, count);
    const VkBlitImageInfo2 info{VK_STRUCTURE_TYPE_BLIT_IMAGE_INFO_2,
                                nullptr,
                                source,
                                sourceLayout,
                                target,
                                targetLayout,
                                count,
                                regions2.data(),
                                filter};
    CmdBlitImage2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdResolveImage(VkCommandBuffer commandBuffer, VkImage source,
                                           VkImageLayout sourceLayout, VkImage target,
                                           VkImageLayout targetLayout, uint32_t count,
                                           const VkImageResolve* regions) {
    auto regions2 = forms2(regions, count);
    const VkResolveImageInfo2 info{VK_STRUCTURE_TYPE_RESOLVE_IMAGE_INFO_2,
                                   nullptr,
                                   source,
                                   sourceLayout,
                                   target,
                                   targetLayout,
                                   count,
                                   regions2.data()};
    CmdResolveImage2(commandBuffer, &info);
}

}  // namespace entry
}  // namespace baker
