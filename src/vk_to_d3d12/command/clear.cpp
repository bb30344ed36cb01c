// vkCmdClearColorImage, vkCmdClearDepthStencilImage.
#include "meta/clear_range.hpp"

#include "command_buffer.hpp"
#include "resource/image.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdClearColorImage(VkCommandBuffer commandBuffer, VkImage image,
                                              VkImageLayout imageLayout,
                                              const VkClearColorValue* pColor, uint32_t rangeCount,
                                              const VkImageSubresourceRange* pRanges) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Image& cleared = *Image::from(image);
    const auto ranges = target.keep(pRanges, rangeCount);
    target.record([&cleared, imageLayout, value = *pColor, ranges](Recorder& recorder) {
        for (const VkImageSubresourceRange& range : ranges)
            clearColorRange(recorder, cleared, imageLayout, value, resolveRange(cleared, range));
    });
}

VKAPI_ATTR void VKAPI_CALL CmdClearDepthStencilImage(VkCommandBuffer commandBuffer, VkImage image,
                                                     VkImageLayout imageLayout,
                                                     const VkClearDepthStencilValue* pDepthStencil,
                                                     uint32_t rangeCount,
                                                     const VkImageSubresourceRange* pRanges) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Image& cleared = *Image::from(image);
    const auto ranges = target.keep(pRanges, rangeCount);
    target.record([&cleared, imageLayout, value = *pDepthStencil, ranges](Recorder& recorder) {
        for (const VkImageSubresourceRange& range : ranges)
            clearDepthStencilRange(recorder, cleared, imageLayout, value,
                                   resolveRange(cleared, range));
    });
}

}  // namespace baker::entry
