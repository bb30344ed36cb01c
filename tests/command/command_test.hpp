// What the tests of commands share: VulkanTest with a device that has queries to reset and
// synchronization2 where the driver offers them.
#pragma once

#include <array>

#include "vulkan_test.hpp"

namespace baker::test {

class CommandTest : public DeviceTest {
  protected:
    static constexpr VkBufferUsageFlags kAllUses =
        VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT |
        VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
        VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT;

    // Mapped, filled with `value`.
    TestBuffer makeFilled(VkDeviceSize size, uint32_t value) {
        TestBuffer buffer = makeBuffer(size, kAllUses);
        for (uint32_t& word : buffer.view()) word = value;
        return buffer;
    }

    VkCommandPool makePool(VkCommandPoolCreateFlags flags = 0) {
        VkCommandPoolCreateInfo info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
        info.flags = flags;
        info.queueFamilyIndex = family;
        VkCommandPool pool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateCommandPool(device, &info, nullptr, &pool));
        atEnd([this, pool] { vkDestroyCommandPool(device, pool, nullptr); });
        return pool;
    }

    VkCommandBuffer allocate(VkCommandPool pool,
                             VkCommandBufferLevel level = VK_COMMAND_BUFFER_LEVEL_PRIMARY) {
        VkCommandBufferAllocateInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        info.commandPool = pool;
        info.level = level;
        info.commandBufferCount = 1;
        VkCommandBuffer commandBuffer = VK_NULL_HANDLE;
        EXPECT_VK(vkAllocateCommandBuffers(device, &info, &commandBuffer));
        return commandBuffer;
    }

    static void beginBuffer(VkCommandBuffer commandBuffer, VkCommandBufferUsageFlags flags = 0) {
        VkCommandBufferInheritanceInfo inheritance{
            VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_INFO};
        VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        info.flags = flags;
        info.pInheritanceInfo = &inheritance;
        EXPECT_VK(vkBeginCommandBuffer(commandBuffer, &info));
    }

    // Without waiting.
    void enqueue(VkCommandBuffer commandBuffer, VkFence fence = VK_NULL_HANDLE) {
        VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
        info.commandBufferCount = 1;
        info.pCommandBuffers = &commandBuffer;
        ASSERT_VK(vkQueueSubmit(queue, 1, &info, fence));
    }
};

}  // namespace baker::test
