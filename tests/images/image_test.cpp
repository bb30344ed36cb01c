#include "image_test.hpp"

#include <algorithm>
#include <cstdint>

#include "fetch_float.hpp"
#include "fetch_int.hpp"
#include "fetch_uint.hpp"
#include "store_float.hpp"
#include "store_int.hpp"
#include "store_uint.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kBuffer = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;

uint32_t groups(uint32_t texels) {
    return (texels + 3) / 4;
}

VkImageAspectFlags aspectsOf(VkFormat format) {
    switch (format) {
        case VK_FORMAT_D16_UNORM:
        case VK_FORMAT_X8_D24_UNORM_PACK32:
        case VK_FORMAT_D32_SFLOAT:
            return VK_IMAGE_ASPECT_DEPTH_BIT;
        case VK_FORMAT_S8_UINT:
            return VK_IMAGE_ASPECT_STENCIL_BIT;
        case VK_FORMAT_D24_UNORM_S8_UINT:
        case VK_FORMAT_D32_SFLOAT_S8_UINT:
            return VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;
        default:
            return VK_IMAGE_ASPECT_COLOR_BIT;
    }
}

}  // namespace

void ImageTest::SetUp() {
    VulkanTest::SetUp();
    if (HasFatalFailure()) return;
    DeviceSetup setup;
    vkGetPhysicalDeviceFeatures(physicalDevice, &setup.features.features);
    setup.features.features.robustBufferAccess = VK_FALSE;
    if (!setup.features.features.shaderStorageImageReadWithoutFormat ||
        !setup.features.features.shaderStorageImageWriteWithoutFormat)
        GTEST_SKIP() << "shaderStorageImageReadWithoutFormat";
    addMaintenance(setup);
    createDevice(setup);
}

VkFormatFeatureFlags ImageTest::features(VkFormat format) const {
    VkFormatProperties formatProperties;
    vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &formatProperties);
    return formatProperties.optimalTilingFeatures;
}

VkImageCreateInfo ImageTest::imageInfo(VkFormat format, uint32_t width, uint32_t height,
                                       VkImageUsageFlags usage) {
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = format;
    info.extent = {width, height, 1};
    info.mipLevels = info.arrayLayers = 1;
    info.samples = VK_SAMPLE_COUNT_1_BIT;
    info.usage = usage;
    return info;
}

bool ImageTest::isSupported(const VkImageCreateInfo& info) const {
    VkImageFormatProperties supported;
    return vkGetPhysicalDeviceImageFormatProperties(physicalDevice, info.format, info.imageType,
                                                    info.tiling, info.usage, info.flags,
                                                    &supported) == VK_SUCCESS;
}

TestImage ImageTest::makeImage(const VkImageCreateInfo& info) {
    TestImage result{.info = info};
    EXPECT_VK(vkCreateImage(device, &info, nullptr, &result.image));
    VkMemoryRequirements requirements;
    vkGetImageMemoryRequirements(device, result.image, &requirements);
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = requirements.size;
    allocation.memoryTypeIndex = findMemoryType(requirements.memoryTypeBits, 0);
    EXPECT_VK(vkAllocateMemory(device, &allocation, nullptr, &result.memory));
    EXPECT_VK(vkBindImageMemory(device, result.image, result.memory, 0));
    atEnd([this, result] {
        vkDestroyImage(device, result.image, nullptr);
        vkFreeMemory(device, result.memory, nullptr);
    });
    VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
    barrier.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT;
    barrier.newLayout = VK_IMAGE_LAYOUT_GENERAL;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = result.image;
    barrier.subresourceRange = {aspectsOf(info.format), 0, VK_REMAINING_MIP_LEVELS, 0,
                                VK_REMAINING_ARRAY_LAYERS};
    run([&](VkCommandBuffer commands) {
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT,
                             VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    });
    return result;
}

VkImageView ImageTest::makeView(const TestImage& image, VkImageViewType type, VkFormat format,
                                const VkImageSubresourceRange* range, VkComponentMapping components,
                                const void* next) {
    VkImageViewCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO, next};
    info.image = image.image;
    info.viewType = type;
    info.format = format == VK_FORMAT_UNDEFINED ? image.info.format : format;
    info.components = components;
    info.subresourceRange =
        range ? *range
              : VkImageSubresourceRange{aspectsOf(image.info.format), 0, VK_REMAINING_MIP_LEVELS, 0,
                                        VK_REMAINING_ARRAY_LAYERS};
    VkImageView view = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateImageView(device, &info, nullptr, &view));
    atEnd([this, view] { vkDestroyImageView(device, view, nullptr); });
    return view;
}

VkSampler ImageTest::makeSampler(const VkSamplerCreateInfo& info) {
    VkSampler sampler = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateSampler(device, &info, nullptr, &sampler));
    atEnd([this, sampler] { vkDestroySampler(device, sampler, nullptr); });
    return sampler;
}

VkSamplerCreateInfo ImageTest::samplerInfo(VkFilter filter) {
    VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
    info.magFilter = info.minFilter = filter;
    info.addressModeU = info.addressModeV = info.addressModeW =
        VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
    info.maxLod = VK_LOD_CLAMP_NONE;
    return info;
}

void ImageTest::writeImage(VkDescriptorSet set, uint32_t binding, VkDescriptorType type,
                           VkImageView view, VkSampler sampler, uint32_t element) {
    const VkDescriptorImageInfo image{sampler, view, VK_IMAGE_LAYOUT_GENERAL};
    VkWriteDescriptorSet info{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    info.dstSet = set;
    info.dstBinding = binding;
    info.dstArrayElement = element;
    info.descriptorCount = 1;
    info.descriptorType = type;
    info.pImageInfo = &image;
    vkUpdateDescriptorSets(device, 1, &info, 0, nullptr);
}

std::vector<TexelBits> ImageTest::store(TexelKind kind, VkImageView view,
                                        const std::vector<TexelBits>& texels, uint32_t width,
                                        uint32_t height, uint32_t layers) {
    static constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, kBuffer,
                                                  kBuffer};
    const std::span<const uint32_t> spirv[] = {k_store_float, k_store_int, k_store_uint};
    TestPipeline& used = storePipelines_[size_t(kind)];
    if (!used.pipeline) used = makePipeline(spirv[size_t(kind)], kTypes);
    const VkDeviceSize bytes = texels.size() * sizeof(TexelBits);
    const TestBuffer from = makeBuffer(bytes, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    const TestBuffer loaded = makeBuffer(bytes, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    std::ranges::copy(texels, from.view<TexelBits>().begin());
    writeImage(used.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, view);
    write(used.set, 1, kBuffer, from);
    write(used.set, 2, kBuffer, loaded);
    run([&](VkCommandBuffer commands) {
        dispatch(commands, used, groups(width), groups(height), layers);
        fullBarrier(commands);
    });
    const auto result = loaded.view<TexelBits>();
    return {result.begin(), result.end()};
}

std::vector<TexelBits> ImageTest::fetch(TexelKind kind, VkImageView view, uint32_t width,
                                        uint32_t height, int32_t level) {
    static constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, kBuffer};
    const std::span<const uint32_t> spirv[] = {k_fetch_float, k_fetch_int, k_fetch_uint};
    TestPipeline& used = fetchPipelines_[size_t(kind)];
    if (!used.pipeline) used = makePipeline(spirv[size_t(kind)], kTypes, sizeof(level));
    const TestBuffer fetched =
        makeBuffer(size_t(width) * height * sizeof(TexelBits), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    writeImage(used.set, 0, VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, view);
    write(used.set, 1, kBuffer, fetched);
    run([&](VkCommandBuffer commands) {
        vkCmdPushConstants(commands, used.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, sizeof(level),
                           &level);
        dispatch(commands, used, groups(width), groups(height));
        fullBarrier(commands);
    });
    const auto result = fetched.view<TexelBits>();
    return {result.begin(), result.end()};
}

std::vector<TexelBits> ImageTest::randomTexels(const TexelFormat& format, size_t count,
                                               uint32_t seed) {
    std::vector<std::byte> bytes(count * format.bytes());
    format.randomize(bytes, seed);
    std::vector<TexelBits> texels(count);
    for (size_t i = 0; i < count; ++i) texels[i] = format.decode(&bytes[i * format.bytes()]);
    return texels;
}

}  // namespace baker::test
