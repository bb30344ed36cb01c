// VK_EXT_zero_initialize_device_memory. dEQP-VK.memory.zero_initialize_device_memory.*.
#include <algorithm>
#include <cstring>

#include "transfer_test.hpp"

namespace baker::test {
namespace {

class ZeroMemory : public TransferTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto features = supported<VkPhysicalDeviceZeroInitializeDeviceMemoryFeaturesEXT>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ZERO_INITIALIZE_DEVICE_MEMORY_FEATURES_EXT);
        if (!features.zeroInitializeDeviceMemory)
            GTEST_SKIP() << "VK_EXT_zero_initialize_device_memory";
        DeviceSetup setup;
        setup.features.pNext = &features;
        setup.extensions = {VK_EXT_ZERO_INITIALIZE_DEVICE_MEMORY_EXTENSION_NAME};
        createDevice(setup);
    }

    uint32_t hostType() const { return findMemoryType(~0u, kHostVisible); }

    // Mapped.
    void* allocate(VkDeviceSize size, VkMemoryAllocateFlags flags, VkDeviceMemory& memory) {
        const VkMemoryAllocateFlagsInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO, nullptr,
                                             flags, 0};
        const VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, &info, size,
                                              hostType()};
        EXPECT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
        void* data = nullptr;
        EXPECT_VK(vkMapMemory(device, memory, 0, VK_WHOLE_SIZE, 0, &data));
        return data;
    }
    // Leaves memory behind that is not zero.
    void soil(VkDeviceSize size) {
        VkDeviceMemory memory = VK_NULL_HANDLE;
        std::memset(allocate(size, 0, memory), 0x5a, size);
        vkFreeMemory(device, memory, nullptr);
    }
};

TEST_F(ZeroMemory, OfAllocations) {
    for (const VkDeviceSize size : {4096u, 65536u, 1048576u})
        for (int i = 0; i < 4; ++i) {
            soil(size);
            VkDeviceMemory memory = VK_NULL_HANDLE;
            const auto* bytes = static_cast<const char*>(
                allocate(size, VK_MEMORY_ALLOCATE_ZERO_INITIALIZE_BIT_EXT, memory));
            EXPECT_TRUE(std::all_of(bytes, bytes + size, [](char byte) { return byte == 0; }))
                << size;
            vkFreeMemory(device, memory, nullptr);
        }
}

TEST_F(ZeroMemory, OfImages) {
    struct Row {
        VkFormat format;
        VkImageUsageFlags usage;
        VkImageAspectFlags aspect;
        uint32_t texel;
    };
    const Row rows[] = {
        {VK_FORMAT_R8G8B8A8_UNORM, kCopied, VK_IMAGE_ASPECT_COLOR_BIT, 4},
        {VK_FORMAT_R8G8B8A8_UNORM, kCopied | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT,
         VK_IMAGE_ASPECT_COLOR_BIT, 4},
        {VK_FORMAT_R32_UINT, kCopied | VK_IMAGE_USAGE_STORAGE_BIT, VK_IMAGE_ASPECT_COLOR_BIT, 4},
        {VK_FORMAT_D32_SFLOAT, kCopied | VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT,
         VK_IMAGE_ASPECT_DEPTH_BIT, 4},
        {VK_FORMAT_D32_SFLOAT_S8_UINT, kCopied | VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT,
         VK_IMAGE_ASPECT_STENCIL_BIT, 1},
    };
    memoryFlags = VK_MEMORY_ALLOCATE_ZERO_INITIALIZE_BIT_EXT;
    for (const Row& row : rows) {
        auto info = imageInfo(row.format, {37, 23, 1}, row.usage);
        info.mipLevels = 3;
        info.arrayLayers = 2;
        info.initialLayout = VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT;
        if (!supports(info)) continue;
        soil(65536);
        const TestImage image = makeImage(info);
        for (uint32_t level = 0; level < info.mipLevels; ++level) {
            const Bytes bytes = download(image, row.aspect, {row.texel}, level);
            EXPECT_EQ(bytes, Bytes(bytes.size())) << row.format << " level " << level;
        }
    }
}

}  // namespace
}  // namespace baker::test
