// vkAllocateMemory, mapping, and their limits.
#include <cstring>

#include "vulkan_test.hpp"

namespace baker::test {
namespace {

class Memory : public DeviceTest {
  protected:
    VkResult allocate(VkDeviceSize size, uint32_t type, VkDeviceMemory* memory) {
        VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
        info.allocationSize = size;
        info.memoryTypeIndex = type;
        return vkAllocateMemory(device, &info, nullptr, memory);
    }
};

TEST_F(Memory, EveryTypeCanBeAllocated) {
    for (uint32_t type = 0; type < memoryProperties.memoryTypeCount; ++type)
        for (VkDeviceSize size : {VkDeviceSize(1), VkDeviceSize(4097), VkDeviceSize(3) << 20}) {
            VkDeviceMemory memory;
            ASSERT_VK(allocate(size, type, &memory)) << "type " << type << ", size " << size;
            vkFreeMemory(device, memory, nullptr);
        }
}

// A priority is a hint: the memory is what it would be without.
TEST_F(VulkanTest, MemoryOfSomePriority) {
    if (!hasExtension(VK_EXT_PAGEABLE_DEVICE_LOCAL_MEMORY_EXTENSION_NAME))
        GTEST_SKIP() << VK_EXT_PAGEABLE_DEVICE_LOCAL_MEMORY_EXTENSION_NAME;
    VkPhysicalDeviceMemoryPriorityFeaturesEXT priority{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PRIORITY_FEATURES_EXT, nullptr, VK_TRUE};
    VkPhysicalDevicePageableDeviceLocalMemoryFeaturesEXT pageable{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PAGEABLE_DEVICE_LOCAL_MEMORY_FEATURES_EXT, &priority,
        VK_TRUE};
    DeviceSetup setup;
    setup.features.pNext = &pageable;
    setup.extensions = {VK_EXT_MEMORY_PRIORITY_EXTENSION_NAME,
                        VK_EXT_PAGEABLE_DEVICE_LOCAL_MEMORY_EXTENSION_NAME};
    createDevice(setup);
    const VkMemoryPriorityAllocateInfoEXT high{VK_STRUCTURE_TYPE_MEMORY_PRIORITY_ALLOCATE_INFO_EXT,
                                               nullptr, 1.0f};
    VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, &high};
    info.allocationSize = 4096;
    info.memoryTypeIndex = findMemoryType(~0u, kHostVisible);
    VkDeviceMemory memory = VK_NULL_HANDLE;
    ASSERT_VK(vkAllocateMemory(device, &info, nullptr, &memory));
    void* mapped = nullptr;
    ASSERT_VK(vkMapMemory(device, memory, 0, VK_WHOLE_SIZE, 0, &mapped));
    std::memset(mapped, 0x5a, 4096);
    command<PFN_vkSetDeviceMemoryPriorityEXT>("vkSetDeviceMemoryPriorityEXT")(device, memory, 0.0f);
    EXPECT_EQ(static_cast<const uint8_t*>(mapped)[4095], 0x5a);
    vkFreeMemory(device, memory, nullptr);
}

// Vulkan spec, "Device Memory": what types there must be.
TEST_F(Memory, TypesAreThoseThatTheSpecDemands) {
    EXPECT_NE(findMemoryType(~0u, kHostVisible), UINT32_MAX);
    EXPECT_NE(findMemoryType(~0u, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT), UINT32_MAX);
    for (uint32_t i = 0; i < memoryProperties.memoryTypeCount; ++i)
        EXPECT_LT(memoryProperties.memoryTypes[i].heapIndex, memoryProperties.memoryHeapCount);
    for (uint32_t i = 0; i < memoryProperties.memoryHeapCount; ++i)
        EXPECT_GT(memoryProperties.memoryHeaps[i].size, 0u);
}

TEST_F(Memory, MappedBytesStay) {
    const VkDeviceSize size = 100'000;
    for (uint32_t type = 0; type < memoryProperties.memoryTypeCount; ++type) {
        if (!(memoryProperties.memoryTypes[type].propertyFlags &
              VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT))
            continue;
        VkDeviceMemory memory;
        ASSERT_VK(allocate(size, type, &memory));
        char* bytes = nullptr;
        ASSERT_VK(
            vkMapMemory(device, memory, 0, VK_WHOLE_SIZE, 0, reinterpret_cast<void**>(&bytes)));
        for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7);
        vkUnmapMemory(device, memory);
        ASSERT_VK(vkMapMemory(device, memory, 4096, 4096, 0, reinterpret_cast<void**>(&bytes)));
        for (size_t i = 0; i < 4096; ++i) ASSERT_EQ(bytes[i], static_cast<char>((i + 4096) * 7));
        vkFreeMemory(device, memory, nullptr);  // unmaps
    }
}

TEST_F(Memory, FlushAndInvalidateAnyRange) {
    const TestBuffer buffer = makeBuffer(65536, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    VkMappedMemoryRange range{VK_STRUCTURE_TYPE_MAPPED_MEMORY_RANGE};
    range.memory = buffer.memory;
    range.size = VK_WHOLE_SIZE;
    EXPECT_VK(vkFlushMappedMemoryRanges(device, 1, &range));
    EXPECT_VK(vkInvalidateMappedMemoryRanges(device, 1, &range));
}

// More than there is: an error, not a crash, and the device lives on.
TEST_F(Memory, TooMuchIsOutOfDeviceMemory) {
    expectMessage("VUID-vkAllocateMemory-pAllocateInfo-01713");  // larger than the heap
    expectMessage("maxMemoryAllocationSize");
    for (uint32_t type = 0; type < memoryProperties.memoryTypeCount; ++type)
        for (VkDeviceSize size : {VkDeviceSize(1) << 50, ~VkDeviceSize(0)}) {
            VkDeviceMemory memory = VK_NULL_HANDLE;
            EXPECT_EQ(allocate(size, type, &memory), VK_ERROR_OUT_OF_DEVICE_MEMORY);
        }
    VkDeviceMemory memory;
    ASSERT_VK(allocate(4096, 0, &memory));
    vkFreeMemory(device, memory, nullptr);
}

TEST_F(Memory, ManyAllocationsAtOnce) {
    std::vector<VkDeviceMemory> memories(512);
    for (VkDeviceMemory& memory : memories)
        ASSERT_VK(allocate(65536, findMemoryType(~0u, kHostVisible), &memory));
    for (VkDeviceMemory memory : memories) vkFreeMemory(device, memory, nullptr);
}

// vkGetPhysicalDeviceProperties2 promises it, so it is there to be had (if the machine has it).
TEST_F(Memory, MoreThanTwoGibibytesWhereTheHeapHasThem) {
    VkPhysicalDeviceMaintenance3Properties limits{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES};
    VkPhysicalDeviceProperties2 chain{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &limits, {}};
    vkGetPhysicalDeviceProperties2(physicalDevice, &chain);
    constexpr VkDeviceSize kSize = (VkDeviceSize(2) << 30) + 4096;
    if (limits.maxMemoryAllocationSize < kSize || memoryProperties.memoryHeaps[0].size < 2 * kSize)
        GTEST_SKIP() << "maxMemoryAllocationSize " << limits.maxMemoryAllocationSize;
    VkDeviceMemory memory;
    ASSERT_VK(allocate(kSize, findMemoryType(~0u, kHostVisible), &memory));
    char* bytes = nullptr;
    ASSERT_VK(vkMapMemory(device, memory, 0, VK_WHOLE_SIZE, 0, reinterpret_cast<void**>(&bytes)));
    bytes[0] = 1;
    bytes[kSize - 1] = 2;
    EXPECT_EQ(bytes[0], 1);
    EXPECT_EQ(bytes[kSize - 1], 2);
    vkFreeMemory(device, memory, nullptr);
}

TEST_F(Memory, BudgetOfEveryHeap) {
    if (!hasExtension(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME)) GTEST_SKIP() << "no memory_budget";
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    VkPhysicalDeviceMemoryProperties2 memory{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2, &budget, {}};
    vkGetPhysicalDeviceMemoryProperties2(physicalDevice, &memory);
    for (uint32_t i = 0; i < VK_MAX_MEMORY_HEAPS; ++i) {
        const bool exists = i < memory.memoryProperties.memoryHeapCount;
        EXPECT_EQ(budget.heapBudget[i] > 0, exists);
        if (exists) {
            EXPECT_LE(budget.heapBudget[i], memory.memoryProperties.memoryHeaps[i].size);
        } else {
            EXPECT_EQ(budget.heapUsage[i], 0u);
        }
    }
}

class MapMemory2 : public VulkanTest {};

TEST_F(MapMemory2, MapsAndUnmaps) {
    if (!hasExtension(VK_KHR_MAP_MEMORY_2_EXTENSION_NAME)) GTEST_SKIP() << "no map_memory2";
    DeviceSetup setup;
    setup.extensions = {VK_KHR_MAP_MEMORY_2_EXTENSION_NAME};
    createDevice(setup);
    auto map = command<PFN_vkMapMemory2KHR>("vkMapMemory2KHR");
    auto unmap = command<PFN_vkUnmapMemory2KHR>("vkUnmapMemory2KHR");
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = 4096;
    allocation.memoryTypeIndex = findMemoryType(~0u, kHostVisible);
    VkDeviceMemory memory;
    ASSERT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
    for (VkDeviceSize offset : {0, 256}) {
        const VkMemoryMapInfo info{
            VK_STRUCTURE_TYPE_MEMORY_MAP_INFO, nullptr, 0, memory, offset, VK_WHOLE_SIZE};
        uint32_t* words = nullptr;
        ASSERT_VK(map(device, &info, reinterpret_cast<void**>(&words)));
        if (offset == 0) words[64] = 77;
        EXPECT_EQ(words[offset ? 0 : 64], 77u);
        const VkMemoryUnmapInfo end{VK_STRUCTURE_TYPE_MEMORY_UNMAP_INFO, nullptr, 0, memory};
        EXPECT_VK(unmap(device, &end));
    }
    vkFreeMemory(device, memory, nullptr);
}

TEST_F(Memory, Commitment) {
    // Only lazily allocated memory may be asked; no type is.
    for (uint32_t i = 0; i < memoryProperties.memoryTypeCount; ++i)
        EXPECT_FALSE(memoryProperties.memoryTypes[i].propertyFlags &
                     VK_MEMORY_PROPERTY_LAZILY_ALLOCATED_BIT);
}

TEST_F(Memory, DedicatedToABuffer) {
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = 1000;
    info.usage = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT;
    VkBuffer buffer;
    ASSERT_VK(vkCreateBuffer(device, &info, nullptr, &buffer));
    VkMemoryDedicatedRequirements dedicated{VK_STRUCTURE_TYPE_MEMORY_DEDICATED_REQUIREMENTS};
    VkMemoryRequirements2 requirements{VK_STRUCTURE_TYPE_MEMORY_REQUIREMENTS_2, &dedicated, {}};
    const VkBufferMemoryRequirementsInfo2 question{
        VK_STRUCTURE_TYPE_BUFFER_MEMORY_REQUIREMENTS_INFO_2, nullptr, buffer};
    vkGetBufferMemoryRequirements2(device, &question, &requirements);
    EXPECT_FALSE(dedicated.requiresDedicatedAllocation);

    VkMemoryDedicatedAllocateInfo dedicate{VK_STRUCTURE_TYPE_MEMORY_DEDICATED_ALLOCATE_INFO};
    dedicate.buffer = buffer;
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, &dedicate};
    allocation.allocationSize = requirements.memoryRequirements.size;
    allocation.memoryTypeIndex =
        findMemoryType(requirements.memoryRequirements.memoryTypeBits, kHostVisible);
    VkDeviceMemory memory;
    ASSERT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
    EXPECT_VK(vkBindBufferMemory(device, buffer, memory, 0));
    vkDestroyBuffer(device, buffer, nullptr);
    vkFreeMemory(device, memory, nullptr);
}

}  // namespace
}  // namespace baker::test
