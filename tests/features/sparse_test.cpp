// Sparse resources: on lavapipe natively too (features_on_lavapipe).
#include <algorithm>

#include "feature_test.hpp"

namespace baker::test {
namespace {

constexpr VkDeviceSize kBlock = 65536;
constexpr uint32_t kBlockWords = kBlock / 4;

class Sparse : public FeatureTest {
  protected:
    // False where a feature is missing.
    bool createSparseDevice(VkPhysicalDeviceFeatures wanted) {
        const Features has = supportedFeatures();
        const auto* supported = reinterpret_cast<const VkBool32*>(&has.core);
        const auto* asked = reinterpret_cast<const VkBool32*>(&wanted);
        for (size_t i = 0; i < sizeof(wanted) / sizeof(VkBool32); ++i)
            if (asked[i] && !supported[i]) return false;
        Features enabled;
        enabled.core = wanted;
        enabled.v12.timelineSemaphore = VK_TRUE;
        createDeviceWith(enabled);
        return families[family].queueFlags & VK_QUEUE_SPARSE_BINDING_BIT;
    }

    VkBuffer makeSparseBuffer(uint32_t blocks, VkBufferCreateFlags flags) {
        VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
        info.flags = flags;
        info.size = blocks * kBlock;
        info.usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
        VkBuffer buffer = VK_NULL_HANDLE;
        EXPECT_EQ(vkCreateBuffer(device, &info, nullptr, &buffer), VK_SUCCESS);
        atEnd([this, buffer] { vkDestroyBuffer(device, buffer, nullptr); });
        vkGetBufferMemoryRequirements(device, buffer, &requirements);
        EXPECT_EQ(kBlock % requirements.alignment, 0u);
        EXPECT_EQ(requirements.size, info.size);
        return buffer;
    }

    VkImage makeSparseImage(uint32_t size, uint32_t levels, VkImageCreateFlags flags) {
        VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
        info.flags = flags;
        info.imageType = VK_IMAGE_TYPE_2D;
        info.format = VK_FORMAT_R32_UINT;
        info.extent = {size, size, 1};
        info.mipLevels = levels;
        info.arrayLayers = 1;
        info.samples = VK_SAMPLE_COUNT_1_BIT;
        info.usage = VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
        VkImage image = VK_NULL_HANDLE;
        EXPECT_EQ(vkCreateImage(device, &info, nullptr, &image), VK_SUCCESS);
        atEnd([this, image] { vkDestroyImage(device, image, nullptr); });
        vkGetImageMemoryRequirements(device, image, &requirements);
        return image;
    }

    VkDeviceMemory allocate(VkDeviceSize size) {
        VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
        info.allocationSize = size;
        info.memoryTypeIndex = findMemoryType(requirements.memoryTypeBits, 0);
        VkDeviceMemory memory = VK_NULL_HANDLE;
        EXPECT_EQ(vkAllocateMemory(device, &info, nullptr, &memory), VK_SUCCESS);
        atEnd([this, memory] { vkFreeMemory(device, memory, nullptr); });
        return memory;
    }

    void bind(const VkBindSparseInfo& info) {
        const VkFence fence = makeFence();
        ASSERT_EQ(vkQueueBindSparse(queue, 1, &info, fence), VK_SUCCESS);
        ASSERT_EQ(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX), VK_SUCCESS);
    }
    void bindBuffer(VkBuffer buffer, std::vector<VkSparseMemoryBind> binds) {
        const VkSparseBufferMemoryBindInfo one{buffer, uint32_t(binds.size()), binds.data()};
        VkBindSparseInfo info{VK_STRUCTURE_TYPE_BIND_SPARSE_INFO};
        info.bufferBindCount = 1;
        info.pBufferBinds = &one;
        bind(info);
    }
    void bindImage(VkImage image, std::vector<VkSparseMemoryBind> opaque,
                   std::vector<VkSparseImageMemoryBind> blocks) {
        const VkSparseImageOpaqueMemoryBindInfo first{image, uint32_t(opaque.size()),
                                                      opaque.data()};
        const VkSparseImageMemoryBindInfo second{image, uint32_t(blocks.size()), blocks.data()};
        VkBindSparseInfo info{VK_STRUCTURE_TYPE_BIND_SPARSE_INFO};
        info.imageOpaqueBindCount = !opaque.empty();
        info.pImageOpaqueBinds = &first;
        info.imageBindCount = !blocks.empty();
        info.pImageBinds = &second;
        bind(info);
    }

    void fill(VkBuffer buffer, uint32_t block, uint32_t value) {
        run([&](VkCommandBuffer commands) {
            vkCmdFillBuffer(commands, buffer, block * kBlock, kBlock, value);
            fullBarrier(commands);
        });
    }
    // The word that a block is full of, or 1.
    uint32_t read(VkBuffer buffer, uint32_t block) {
        const TestBuffer result = makeBuffer(kBlock, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
        run([&](VkCommandBuffer commands) {
            fullBarrier(commands);
            const VkBufferCopy copy{block * kBlock, 0, kBlock};
            vkCmdCopyBuffer(commands, buffer, result.buffer, 1, &copy);
            fullBarrier(commands);
        });
        const auto words = result.view<uint32_t>();
        const bool same = std::all_of(words.begin(), words.begin() + kBlockWords,
                                      [&](uint32_t word) { return word == words[0]; });
        return same ? words[0] : 1;
    }

    // Copies a whole level from or to the buffer.
    void transfer(VkImage image, uint32_t level, uint32_t size, const TestBuffer& buffer,
                  bool upload) {
        const VkImageLayout layout =
            upload ? VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL : VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
        VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
        barrier.srcAccessMask = VK_ACCESS_MEMORY_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
        barrier.oldLayout =
            upload ? VK_IMAGE_LAYOUT_UNDEFINED : VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
        barrier.newLayout = layout;
        barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
        barrier.image = image;
        barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, level, 1, 0, 1};
        VkBufferImageCopy copy{};
        copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, level, 0, 1};
        copy.imageExtent = {size, size, 1};
        run([&](VkCommandBuffer commands) {
            vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                                 VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 0, nullptr, 0, nullptr, 1,
                                 &barrier);
            if (upload)
                vkCmdCopyBufferToImage(commands, buffer.buffer, image, layout, 1, &copy);
            else
                vkCmdCopyImageToBuffer(commands, image, layout, buffer.buffer, 1, &copy);
            fullBarrier(commands);
        });
    }
    void upload(VkImage image, uint32_t level, uint32_t size, uint32_t base) {
        const TestBuffer buffer = makeBuffer(size * size * 4, VK_BUFFER_USAGE_TRANSFER_SRC_BIT);
        auto words = buffer.view<uint32_t>();
        for (uint32_t i = 0; i < size * size; ++i) words[i] = base + i;
        transfer(image, level, size, buffer, true);
    }
    std::vector<uint32_t> download(VkImage image, uint32_t level, uint32_t size) {
        const TestBuffer buffer = makeBuffer(size * size * 4, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
        transfer(image, level, size, buffer, false);
        const auto words = buffer.view<uint32_t>();
        return {words.begin(), words.begin() + size * size};
    }
    static std::vector<uint32_t> counted(uint32_t size, uint32_t base) {
        std::vector<uint32_t> words(size * size);
        for (uint32_t i = 0; i < size * size; ++i) words[i] = base + i;
        return words;
    }

    VkMemoryRequirements requirements{};
};

TEST_F(Sparse, BuffersAreBoundInPartAndAgain) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = wanted.sparseResidencyBuffer = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseResidencyBuffer";
    const VkBuffer buffer = makeSparseBuffer(
        4, VK_BUFFER_CREATE_SPARSE_BINDING_BIT | VK_BUFFER_CREATE_SPARSE_RESIDENCY_BIT);
    const VkDeviceMemory first = allocate(2 * kBlock), second = allocate(2 * kBlock);
    bindBuffer(buffer, {{kBlock, 2 * kBlock, first, 0, 0}});
    fill(buffer, 1, 11);
    fill(buffer, 2, 12);
    EXPECT_EQ(read(buffer, 1), 11u);
    EXPECT_EQ(read(buffer, 2), 12u);
    // Block 1 gets other memory, block 3 what block 1 had, block 2 none.
    bindBuffer(buffer, {{kBlock, kBlock, second, kBlock, 0},
                        {3 * kBlock, kBlock, first, 0, 0},
                        {2 * kBlock, kBlock, VK_NULL_HANDLE, 0, 0}});
    fill(buffer, 1, 13);
    EXPECT_EQ(read(buffer, 1), 13u);
    EXPECT_EQ(read(buffer, 3), 11u);
    bindBuffer(buffer, {{2 * kBlock, kBlock, first, kBlock, 0}});
    EXPECT_EQ(read(buffer, 2), 12u);
}

TEST_F(Sparse, BuffersAreAliased) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = wanted.sparseResidencyBuffer = wanted.sparseResidencyAliased = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseResidencyAliased";
    constexpr VkBufferCreateFlags kFlags = VK_BUFFER_CREATE_SPARSE_BINDING_BIT |
                                           VK_BUFFER_CREATE_SPARSE_RESIDENCY_BIT |
                                           VK_BUFFER_CREATE_SPARSE_ALIASED_BIT;
    const VkBuffer one = makeSparseBuffer(2, kFlags), other = makeSparseBuffer(2, kFlags);
    const VkDeviceMemory memory = allocate(2 * kBlock);
    bindBuffer(one, {{0, 2 * kBlock, memory, 0, 0}});
    bindBuffer(other, {{0, kBlock, memory, kBlock, 0}, {kBlock, kBlock, memory, 0, 0}});
    fill(one, 0, 21);
    fill(one, 1, 22);
    EXPECT_EQ(read(other, 0), 22u);
    EXPECT_EQ(read(other, 1), 21u);
}

// Binding waits for semaphores and is waited for.
TEST_F(Sparse, BindingIsOrderedBySemaphores) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseBinding";
    const VkBuffer buffer = makeSparseBuffer(1, VK_BUFFER_CREATE_SPARSE_BINDING_BIT);
    const VkDeviceMemory memory = allocate(kBlock);
    const VkSemaphore timeline = makeTimeline();
    const VkSparseMemoryBind bind{0, kBlock, memory, 0, 0};
    const VkSparseBufferMemoryBindInfo binds{buffer, 1, &bind};
    const uint64_t wait = 1, signal = 2;
    VkTimelineSemaphoreSubmitInfo values{VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO};
    values.waitSemaphoreValueCount = values.signalSemaphoreValueCount = 1;
    values.pWaitSemaphoreValues = &wait;
    values.pSignalSemaphoreValues = &signal;
    VkBindSparseInfo info{VK_STRUCTURE_TYPE_BIND_SPARSE_INFO, &values};
    info.waitSemaphoreCount = info.signalSemaphoreCount = 1;
    info.pWaitSemaphores = info.pSignalSemaphores = &timeline;
    info.bufferBindCount = 1;
    info.pBufferBinds = &binds;
    ASSERT_EQ(vkQueueBindSparse(queue, 1, &info, VK_NULL_HANDLE), VK_SUCCESS);
    uint64_t value = 7;
    ASSERT_EQ(vkGetSemaphoreCounterValue(device, timeline, &value), VK_SUCCESS);
    EXPECT_EQ(value, 0u);
    const VkSemaphoreSignalInfo now{VK_STRUCTURE_TYPE_SEMAPHORE_SIGNAL_INFO, nullptr, timeline, 1};
    ASSERT_EQ(vkSignalSemaphore(device, &now), VK_SUCCESS);
    const VkSemaphoreWaitInfo until{
        VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO, nullptr, 0, 1, &timeline, &signal};
    ASSERT_EQ(vkWaitSemaphores(device, &until, UINT64_MAX), VK_SUCCESS);
    fill(buffer, 0, 31);
    EXPECT_EQ(read(buffer, 0), 31u);
}

// Without residency a sparse image is like any other once all of it is bound.
TEST_F(Sparse, ImagesAreBoundAsAWhole) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseBinding";
    const VkImage image = makeSparseImage(200, 3, VK_IMAGE_CREATE_SPARSE_BINDING_BIT);
    bindImage(image, {{0, requirements.size, allocate(requirements.size), 0, 0}}, {});
    for (uint32_t level = 0; level < 3; ++level) upload(image, level, 200 >> level, level << 24);
    for (uint32_t level = 0; level < 3; ++level)
        EXPECT_EQ(download(image, level, 200 >> level), counted(200 >> level, level << 24));
}

// dEQP-VK.sparse_resources.image_rebind.*.137_137_*
TEST_F(Sparse, ImagesOfOddSizesAreCleared) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseBinding";
    constexpr uint32_t kSize = 503;
    const VkImage image = makeSparseImage(kSize, 1, VK_IMAGE_CREATE_SPARSE_BINDING_BIT);
    bindImage(image, {{0, requirements.size, allocate(requirements.size), 0, 0}}, {});
    upload(image, 0, kSize, 0);
    run([&](VkCommandBuffer commands) {
        const VkClearColorValue seven{.uint32 = {7, 7, 7, 7}};
        const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        vkCmdClearColorImage(commands, image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &seven, 1,
                             &all);
        fullBarrier(commands);
    });
    EXPECT_EQ(download(image, 0, kSize), std::vector<uint32_t>(kSize * kSize, 7));
}

TEST_F(Sparse, ImagesAreBoundByBlocksAndMipTail) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = wanted.sparseResidencyImage2D = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseResidencyImage2D";
    constexpr uint32_t kSize = 256, kLevels = 9;
    const VkImage image = makeSparseImage(
        kSize, kLevels, VK_IMAGE_CREATE_SPARSE_BINDING_BIT | VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT);
    uint32_t count = 0;
    vkGetImageSparseMemoryRequirements(device, image, &count, nullptr);
    ASSERT_EQ(count, 1u);
    VkSparseImageMemoryRequirements sparse{};
    vkGetImageSparseMemoryRequirements(device, image, &count, &sparse);
    const VkExtent3D block = sparse.formatProperties.imageGranularity;
    ASSERT_EQ(block.width, 128u);
    ASSERT_EQ(block.height, 128u);
    const VkDeviceMemory memory = allocate(requirements.size);
    VkDeviceSize used = 0;
    std::vector<VkSparseImageMemoryBind> blocks;
    for (uint32_t level = 0; level < std::min(kLevels, sparse.imageMipTailFirstLod); ++level) {
        const uint32_t size = kSize >> level, tiles = (size + 127) / 128;
        const VkImageSubresource part{VK_IMAGE_ASPECT_COLOR_BIT, level, 0};
        blocks.push_back({part, {}, {size, size, 1}, memory, used, 0});
        used += tiles * tiles * kBlock;
    }
    std::vector<VkSparseMemoryBind> tail;
    if (sparse.imageMipTailSize)
        tail.push_back({sparse.imageMipTailOffset, sparse.imageMipTailSize, memory, used, 0});
    bindImage(image, tail, blocks);
    for (uint32_t level = 0; level < kLevels; ++level)
        upload(image, level, kSize >> level, level << 24);
    for (uint32_t level = 0; level < kLevels; ++level)
        EXPECT_EQ(download(image, level, kSize >> level), counted(kSize >> level, level << 24));
    // The upper right block now shows what lies in the lower left one's memory.
    const VkImageSubresource part{VK_IMAGE_ASPECT_COLOR_BIT, 0, 0};
    bindImage(image, {}, {{part, {128, 0, 0}, {128, 128, 1}, memory, 2 * kBlock, 0}});
    bindImage(image, {}, {{part, {0, 128, 0}, {128, 128, 1}, VK_NULL_HANDLE, 0, 0}});
    upload(image, 1, 128, 5);
    EXPECT_EQ(download(image, 1, 128), counted(128, 5));
}

TEST_F(Sparse, FormatsNameTheirBlocks) {
    VkPhysicalDeviceFeatures wanted{};
    wanted.sparseBinding = wanted.sparseResidencyImage2D = VK_TRUE;
    if (!createSparseDevice(wanted)) GTEST_SKIP() << "sparseResidencyImage2D";
    uint32_t count = 0;
    const auto ask = [&](VkSparseImageFormatProperties* out) {
        vkGetPhysicalDeviceSparseImageFormatProperties(
            physicalDevice, VK_FORMAT_R8_UNORM, VK_IMAGE_TYPE_2D, VK_SAMPLE_COUNT_1_BIT,
            VK_IMAGE_USAGE_SAMPLED_BIT, VK_IMAGE_TILING_OPTIMAL, &count, out);
    };
    ask(nullptr);
    ASSERT_EQ(count, 1u);
    VkSparseImageFormatProperties format{};
    ask(&format);
    EXPECT_EQ(format.aspectMask, VkImageAspectFlags(VK_IMAGE_ASPECT_COLOR_BIT));
    EXPECT_EQ(format.imageGranularity.width, 256u);
    EXPECT_EQ(format.imageGranularity.height, 256u);
}

}  // namespace
}  // namespace baker::test
