// Memory, fences and semaphores that other devices and processes may share, as file descriptors.
// dEQP-VK.api.external.*, dEQP-VK.synchronization.cross_instance.*.
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

constexpr auto kOpaque = VK_EXTERNAL_MEMORY_HANDLE_TYPE_OPAQUE_FD_BIT;
constexpr VkDeviceSize kSize = 65536;

class External : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        DeviceSetup setup;
        for (const char* name :
             {VK_KHR_EXTERNAL_MEMORY_FD_EXTENSION_NAME, VK_KHR_EXTERNAL_SEMAPHORE_FD_EXTENSION_NAME,
              VK_KHR_EXTERNAL_FENCE_FD_EXTENSION_NAME}) {
            if (!hasExtension(name)) GTEST_SKIP() << name;
            setup.extensions.push_back(name);
        }
        createDevice(setup);
    }

    VkBuffer makeExternalBuffer(VkMemoryRequirements& needs) {
        const VkExternalMemoryBufferCreateInfo external{
            VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_BUFFER_CREATE_INFO, nullptr, kOpaque};
        VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO, &external};
        info.size = kSize;
        info.usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
        VkBuffer buffer = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateBuffer(device, &info, nullptr, &buffer));
        vkGetBufferMemoryRequirements(device, buffer, &needs);
        atEnd([this, buffer] { vkDestroyBuffer(device, buffer, nullptr); });
        return buffer;
    }
    VkDeviceMemory allocate(const VkMemoryRequirements& needs, const void* chain) {
        const VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, chain, needs.size,
                                        findMemoryType(needs.memoryTypeBits, 0)};
        VkDeviceMemory memory = VK_NULL_HANDLE;
        EXPECT_VK(vkAllocateMemory(device, &info, nullptr, &memory));
        atEnd([this, memory] { vkFreeMemory(device, memory, nullptr); });
        return memory;
    }
    int exported(VkDeviceMemory memory) {
        const VkMemoryGetFdInfoKHR info{VK_STRUCTURE_TYPE_MEMORY_GET_FD_INFO_KHR, nullptr, memory,
                                        kOpaque};
        int descriptor = -1;
        EXPECT_VK(command<PFN_vkGetMemoryFdKHR>("vkGetMemoryFdKHR")(device, &info, &descriptor));
        EXPECT_GE(descriptor, 0);
        return descriptor;
    }
    int exported(VkFence fence) {
        const VkFenceGetFdInfoKHR info{VK_STRUCTURE_TYPE_FENCE_GET_FD_INFO_KHR, nullptr, fence,
                                       VK_EXTERNAL_FENCE_HANDLE_TYPE_SYNC_FD_BIT};
        int descriptor = -2;
        EXPECT_VK(command<PFN_vkGetFenceFdKHR>("vkGetFenceFdKHR")(device, &info, &descriptor));
        return descriptor;
    }
    int exported(VkSemaphore semaphore) {
        const VkSemaphoreGetFdInfoKHR info{VK_STRUCTURE_TYPE_SEMAPHORE_GET_FD_INFO_KHR, nullptr,
                                           semaphore,
                                           VK_EXTERNAL_SEMAPHORE_HANDLE_TYPE_SYNC_FD_BIT};
        int descriptor = -2;
        EXPECT_VK(
            command<PFN_vkGetSemaphoreFdKHR>("vkGetSemaphoreFdKHR")(device, &info, &descriptor));
        return descriptor;
    }
    VkFence makeExternalFence() {
        const VkExportFenceCreateInfo external{VK_STRUCTURE_TYPE_EXPORT_FENCE_CREATE_INFO, nullptr,
                                               VK_EXTERNAL_FENCE_HANDLE_TYPE_SYNC_FD_BIT};
        const VkFenceCreateInfo info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO, &external, 0};
        VkFence fence = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateFence(device, &info, nullptr, &fence));
        atEnd([this, fence] { vkDestroyFence(device, fence, nullptr); });
        return fence;
    }
    VkSemaphore makeExternalSemaphore() {
        const VkExportSemaphoreCreateInfo external{VK_STRUCTURE_TYPE_EXPORT_SEMAPHORE_CREATE_INFO,
                                                   nullptr,
                                                   VK_EXTERNAL_SEMAPHORE_HANDLE_TYPE_SYNC_FD_BIT};
        const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &external, 0};
        VkSemaphore semaphore = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateSemaphore(device, &info, nullptr, &semaphore));
        atEnd([this, semaphore] { vkDestroySemaphore(device, semaphore, nullptr); });
        return semaphore;
    }
    VkResult importTo(VkFence fence, int descriptor) {
        const VkImportFenceFdInfoKHR info{VK_STRUCTURE_TYPE_IMPORT_FENCE_FD_INFO_KHR,
                                          nullptr,
                                          fence,
                                          VK_FENCE_IMPORT_TEMPORARY_BIT,
                                          VK_EXTERNAL_FENCE_HANDLE_TYPE_SYNC_FD_BIT,
                                          descriptor};
        return command<PFN_vkImportFenceFdKHR>("vkImportFenceFdKHR")(device, &info);
    }
};

TEST_F(External, MemoryIsTheSameAfterImport) {
    VkMemoryRequirements needs{};
    const VkBuffer first = makeExternalBuffer(needs);
    const VkExportMemoryAllocateInfo shared{VK_STRUCTURE_TYPE_EXPORT_MEMORY_ALLOCATE_INFO, nullptr,
                                            kOpaque};
    const VkDeviceMemory memory = allocate(needs, &shared);
    ASSERT_VK(vkBindBufferMemory(device, first, memory, 0));
    const VkImportMemoryFdInfoKHR imported{VK_STRUCTURE_TYPE_IMPORT_MEMORY_FD_INFO_KHR, nullptr,
                                           kOpaque, exported(memory)};
    const VkBuffer second = makeExternalBuffer(needs);
    ASSERT_VK(vkBindBufferMemory(device, second, allocate(needs, &imported), 0));
    const TestBuffer seen = makeBuffer(kSize, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
    run([&](VkCommandBuffer c) {
        vkCmdFillBuffer(c, first, 0, VK_WHOLE_SIZE, 0x1234);
        fullBarrier(c);
        const VkBufferCopy region{0, 0, kSize};
        vkCmdCopyBuffer(c, second, seen.buffer, 1, &region);
        fullBarrier(c);
    });
    EXPECT_EQ(seen.view()[0], 0x1234u);
    EXPECT_EQ(seen.view()[kSize / 4 - 1], 0x1234u);
}

TEST_F(External, FencesPassOnTheirSignal) {
    const VkFence first = makeExternalFence(), second = makeExternalFence();
    ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, first));
    const int file = exported(first);
    EXPECT_EQ(vkGetFenceStatus(device, first), VK_NOT_READY);  // the payload went away
    ASSERT_VK(importTo(second, file));
    EXPECT_VK(vkWaitForFences(device, 1, &second, VK_TRUE, UINT64_MAX));
    ASSERT_VK(vkResetFences(device, 1, &second));
    EXPECT_EQ(vkGetFenceStatus(device, second), VK_NOT_READY);
    ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, second));
    EXPECT_VK(vkWaitForFences(device, 1, &second, VK_TRUE, UINT64_MAX));
}

TEST_F(External, SemaphoresPassOnTheirSignal) {
    const VkSemaphore first = makeExternalSemaphore(), second = makeExternalSemaphore();
    const VkFence fence = makeFence();
    VkSubmitInfo signal{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    signal.signalSemaphoreCount = 1;
    signal.pSignalSemaphores = &first;
    VkSubmitInfo wait{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    const VkPipelineStageFlags stage = VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
    wait.waitSemaphoreCount = 1;
    wait.pWaitSemaphores = &second;
    wait.pWaitDstStageMask = &stage;
    for (int i = 0; i < 3; ++i) {
        ASSERT_VK(vkQueueSubmit(queue, 1, &signal, VK_NULL_HANDLE));
        const VkImportSemaphoreFdInfoKHR info{VK_STRUCTURE_TYPE_IMPORT_SEMAPHORE_FD_INFO_KHR,
                                              nullptr,
                                              second,
                                              VK_SEMAPHORE_IMPORT_TEMPORARY_BIT,
                                              VK_EXTERNAL_SEMAPHORE_HANDLE_TYPE_SYNC_FD_BIT,
                                              exported(first)};
        ASSERT_VK(command<PFN_vkImportSemaphoreFdKHR>("vkImportSemaphoreFdKHR")(device, &info));
        ASSERT_VK(vkQueueSubmit(queue, 1, &wait, fence));
        ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
        ASSERT_VK(vkResetFences(device, 1, &fence));
    }
}

}  // namespace
}  // namespace baker::test
