// Buffers and buffer views: requirements, binding, aliasing.
#include <bit>

#include "vulkan_test.hpp"

namespace baker::test {
namespace {

class Buffer : public DeviceTest {
  protected:
    VkBuffer create(VkDeviceSize size, VkBufferUsageFlags usage) {
        VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
        info.size = size;
        info.usage = usage;
        VkBuffer buffer = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateBuffer(device, &info, nullptr, &buffer));
        atEnd([this, buffer] { vkDestroyBuffer(device, buffer, nullptr); });
        return buffer;
    }
    VkMemoryRequirements requirements(VkBuffer buffer) {
        VkMemoryRequirements result;
        vkGetBufferMemoryRequirements(device, buffer, &result);
        return result;
    }
};

// Vulkan spec, "Resource Memory Association": the size covers the buffer, the alignment is a power
// of two, some host-visible coherent type takes it, and more usage never means fewer types.
TEST_F(Buffer, RequirementsOfEveryUsage) {
    for (uint32_t bit = 0; bit <= 8; ++bit) {
        for (VkDeviceSize size : {1, 3, 4, 255, 256, 257, 65536, 1'000'001}) {
            const VkMemoryRequirements r = requirements(create(size, 1u << bit));
            EXPECT_GE(r.size, size);
            EXPECT_TRUE(std::has_single_bit(r.alignment));
            EXPECT_NE(findMemoryType(r.memoryTypeBits, kHostVisible), UINT32_MAX);
            EXPECT_NE(findMemoryType(r.memoryTypeBits, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT),
                      UINT32_MAX);
        }
    }
}

TEST_F(Buffer, RequirementsGrowWithTheSizeAlone) {
    VkDeviceSize previous = 0;
    for (VkDeviceSize size = 1; size < 2000; size += 13) {
        const VkMemoryRequirements r =
            requirements(create(size, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT));
        EXPECT_GE(r.size, previous);
        previous = r.size;
    }
}

TEST_F(Buffer, HugeBufferCanBeCreatedButNotAllocated) {
    VkPhysicalDeviceMaintenance4Properties limits{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_PROPERTIES};
    VkPhysicalDeviceProperties2 chain{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &limits, {}};
    vkGetPhysicalDeviceProperties2(physicalDevice, &chain);
    const VkDeviceSize size = limits.maxBufferSize ? limits.maxBufferSize : VkDeviceSize(1) << 40;
    EXPECT_GE(requirements(create(size, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT)).size, size);
}

TEST_F(Buffer, SeveralBuffersInOneMemory) {
    constexpr uint32_t kCount = 8;
    VkBuffer buffers[kCount];
    VkBindBufferMemoryInfo binds[kCount];
    VkDeviceSize size = 0;
    for (uint32_t i = 0; i < kCount; ++i) {
        buffers[i] = create(100 + i * 300, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        const VkMemoryRequirements r = requirements(buffers[i]);
        size = (size + r.alignment - 1) / r.alignment * r.alignment;
        binds[i] = {VK_STRUCTURE_TYPE_BIND_BUFFER_MEMORY_INFO, nullptr, buffers[i], VK_NULL_HANDLE,
                    size};
        size += r.size;
    }
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = size;
    allocation.memoryTypeIndex =
        findMemoryType(requirements(buffers[0]).memoryTypeBits, kHostVisible);
    VkDeviceMemory memory;
    ASSERT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
    for (VkBindBufferMemoryInfo& bind : binds) bind.memory = memory;
    EXPECT_VK(vkBindBufferMemory2(device, kCount, binds));
    atEnd([this, memory] { vkFreeMemory(device, memory, nullptr); });
}

TEST_F(Buffer, ViewsOfEveryTexelBufferFormat) {
    const TestBuffer buffer = makeBuffer(
        65536, VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_TEXEL_BUFFER_BIT);
    const VkFormat formats[] = {VK_FORMAT_R32_UINT, VK_FORMAT_R32G32B32A32_SFLOAT,
                                VK_FORMAT_R8G8B8A8_UNORM};
    for (VkFormat format : formats) {
        VkFormatProperties properties;
        vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &properties);
        constexpr VkFormatFeatureFlags kTexelBuffer =
            VK_FORMAT_FEATURE_UNIFORM_TEXEL_BUFFER_BIT | VK_FORMAT_FEATURE_STORAGE_TEXEL_BUFFER_BIT;
        if ((properties.bufferFeatures & kTexelBuffer) != kTexelBuffer) continue;
        for (VkDeviceSize range : {VkDeviceSize(256), VkDeviceSize(VK_WHOLE_SIZE)}) {
            VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
            info.buffer = buffer.buffer;
            info.format = format;
            info.offset = 1024;
            info.range = range;
            VkBufferView view;
            ASSERT_VK(vkCreateBufferView(device, &info, nullptr, &view));
            vkDestroyBufferView(device, view, nullptr);
        }
    }
}

}  // namespace
}  // namespace baker::test
