#include "transfer_test.hpp"

#include <algorithm>
#include <cstring>

namespace baker::test {
namespace {

constexpr VkBufferUsageFlags kBufferUses =
    VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;

VkImageAspectFlags aspectsOf(VkFormat format) {
    switch (format) {
        case VK_FORMAT_D16_UNORM:
        case VK_FORMAT_X8_D24_UNORM_PACK32:
        case VK_FORMAT_D32_SFLOAT:
            return VK_IMAGE_ASPECT_DEPTH_BIT;
        case VK_FORMAT_S8_UINT:
            return VK_IMAGE_ASPECT_STENCIL_BIT;
        case VK_FORMAT_D16_UNORM_S8_UINT:
        case VK_FORMAT_D24_UNORM_S8_UINT:
        case VK_FORMAT_D32_SFLOAT_S8_UINT:
            return VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;
        default:
            return VK_IMAGE_ASPECT_COLOR_BIT;
    }
}

}  // namespace

VkImageCreateInfo TransferTest::imageInfo(VkFormat format, VkExtent3D extent,
                                          VkImageUsageFlags usage) {
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = extent.depth > 1 ? VK_IMAGE_TYPE_3D : VK_IMAGE_TYPE_2D;
    info.format = format;
    info.extent = extent;
    info.mipLevels = info.arrayLayers = 1;
    info.samples = VK_SAMPLE_COUNT_1_BIT;
    info.usage = usage;
    return info;
}

bool TransferTest::supports(const VkImageCreateInfo& info, VkFormatFeatureFlags features) const {
    // Depth and stencil are copied on graphics queues.
    if (aspectsOf(info.format) != VK_IMAGE_ASPECT_COLOR_BIT &&
        !(families[family].queueFlags & VK_QUEUE_GRAPHICS_BIT))
        return false;
    VkFormatProperties format{};
    vkGetPhysicalDeviceFormatProperties(physicalDevice, info.format, &format);
    if ((format.optimalTilingFeatures & features) != features) return false;
    VkImageFormatProperties limits{};
    return vkGetPhysicalDeviceImageFormatProperties(physicalDevice, info.format, info.imageType,
                                                    info.tiling, info.usage, info.flags,
                                                    &limits) == VK_SUCCESS &&
           limits.maxMipLevels >= info.mipLevels && limits.maxArrayLayers >= info.arrayLayers &&
           limits.sampleCounts & info.samples;
}

TestImage TransferTest::makeImage(const VkImageCreateInfo& info, void** mapped) {
    TestImage image{VK_NULL_HANDLE, info};
    EXPECT_VK(vkCreateImage(device, &info, nullptr, &image.image));
    VkMemoryRequirements needs{};
    vkGetImageMemoryRequirements(device, image.image, &needs);
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = needs.size;
    allocation.memoryTypeIndex = findMemoryType(needs.memoryTypeBits, mapped ? kHostVisible : 0);
    VkMemoryAllocateFlagsInfo flags{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO};
    flags.flags = memoryFlags;
    if (memoryFlags) allocation.pNext = &flags;
    VkDeviceMemory memory = VK_NULL_HANDLE;
    EXPECT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
    EXPECT_VK(vkBindImageMemory(device, image.image, memory, 0));
    if (mapped) {
        EXPECT_VK(vkMapMemory(device, memory, 0, VK_WHOLE_SIZE, 0, mapped));
    }
    atEnd([this, handle = image.image, memory] {
        vkDestroyImage(device, handle, nullptr);
        vkFreeMemory(device, memory, nullptr);
    });
    VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
    barrier.dstAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
    barrier.oldLayout = info.initialLayout;
    barrier.newLayout = VK_IMAGE_LAYOUT_GENERAL;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image.image;
    barrier.subresourceRange = {aspectsOf(info.format), 0, VK_REMAINING_MIP_LEVELS, 0,
                                VK_REMAINING_ARRAY_LAYERS};
    run([&](VkCommandBuffer commands) {
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT,
                             VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    });
    return image;
}

uint64_t TransferTest::levelBytes(const TestImage& image, TexelLayout layout, uint32_t level) {
    const VkExtent3D extent = image.extent(level);
    const uint64_t blocks = uint64_t((extent.width + layout.width - 1) / layout.width) *
                            ((extent.height + layout.height - 1) / layout.height);
    return blocks * extent.depth * image.info.arrayLayers * layout.bytes;
}

void TransferTest::upload(const TestImage& image, VkImageAspectFlags aspect, const Bytes& bytes,
                          uint32_t level) {
    const TestBuffer buffer = bufferOf(bytes);
    VkBufferImageCopy region{};
    region.imageSubresource = layersOf(aspect, level, 0, image.info.arrayLayers);
    region.imageExtent = image.extent(level);
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBufferToImage(commands, buffer.buffer, image.image, VK_IMAGE_LAYOUT_GENERAL, 1,
                               &region);
        fullBarrier(commands);
    });
}

Bytes TransferTest::download(const TestImage& image, VkImageAspectFlags aspect, TexelLayout layout,
                             uint32_t level) {
    const TestBuffer buffer = makeBuffer(levelBytes(image, layout, level), kBufferUses);
    VkBufferImageCopy region{};
    region.imageSubresource = layersOf(aspect, level, 0, image.info.arrayLayers);
    region.imageExtent = image.extent(level);
    run([&](VkCommandBuffer commands) {
        fullBarrier(commands);
        vkCmdCopyImageToBuffer(commands, image.image, VK_IMAGE_LAYOUT_GENERAL, buffer.buffer, 1,
                               &region);
        fullBarrier(commands);
    });
    return bytesOf(buffer);
}

Bytes noise(size_t size, uint32_t seed) {
    Bytes bytes(size);
    uint32_t state = seed * 2654435761u + 1;
    for (uint8_t& byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = static_cast<uint8_t>(state >> 24);
    }
    return bytes;
}

TestBuffer TransferTest::bufferOf(const Bytes& bytes) {
    const TestBuffer buffer = makeBuffer(bytes.size(), kBufferUses);
    std::memcpy(buffer.mapped, bytes.data(), bytes.size());
    return buffer;
}

Bytes TransferTest::bytesOf(const TestBuffer& buffer) {
    const auto view = buffer.view<uint8_t>();
    return {view.begin(), view.end()};
}

}  // namespace baker::test
