// Barriers, events and semaphores that order work which would otherwise give other results.
#include <atomic>
#include <numeric>
#include <thread>

#include "fill_index.hpp"
#include "increment.hpp"
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

constexpr VkBufferUsageFlags kUsage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
                                      VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
                                      VK_BUFFER_USAGE_TRANSFER_DST_BIT;
constexpr VkDescriptorType kStorageBuffer[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
constexpr uint32_t kCount = 1 << 16;  // words
constexpr uint32_t kGroups = kCount / 64;

class Synchronization : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto timeline = supported<VkPhysicalDeviceTimelineSemaphoreFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_FEATURES);
        DeviceSetup setup;
        setup.features.pNext = &timeline;
        setup.queueCount = 2;
        createDevice(setup);
        data = makeBuffer(kCount * sizeof(uint32_t), kUsage);
        std::iota(data.view().begin(), data.view().end(), 0u);
        increment = makePipeline(k_increment, kStorageBuffer);
        write(increment.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, data);
    }

    void expectAdded(uint32_t value) {
        for (uint32_t i = 0; i < kCount; ++i) ASSERT_EQ(data.view()[i], i + value) << "word " << i;
    }

    static void barrier(VkCommandBuffer commandBuffer, VkPipelineStageFlags srcStages,
                        VkAccessFlags srcAccess, VkPipelineStageFlags dstStages,
                        VkAccessFlags dstAccess) {
        const VkMemoryBarrier info{VK_STRUCTURE_TYPE_MEMORY_BARRIER, nullptr, srcAccess, dstAccess};
        vkCmdPipelineBarrier(commandBuffer, srcStages, dstStages, 0, 1, &info, 0, nullptr, 0,
                             nullptr);
    }
    static void shaderToShader(VkCommandBuffer commandBuffer) {
        barrier(commandBuffer, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT,
                VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT);
    }
    static void toHost(VkCommandBuffer commandBuffer) {
        barrier(commandBuffer,
                VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT,
                VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT,
                VK_PIPELINE_STAGE_HOST_BIT, VK_ACCESS_HOST_READ_BIT);
    }

    VkEvent makeEvent() {
        const VkEventCreateInfo info{VK_STRUCTURE_TYPE_EVENT_CREATE_INFO};
        VkEvent event = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateEvent(device, &info, nullptr, &event));
        atEnd([this, event] { vkDestroyEvent(device, event, nullptr); });
        return event;
    }

    VkResult submitTo(VkQueue target, VkCommandBuffer commandBuffer, VkFence fence) {
        VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
        info.commandBufferCount = 1;
        info.pCommandBuffers = &commandBuffer;
        return vkQueueSubmit(target, 1, &info, fence);
    }

    TestBuffer data;
    TestPipeline increment;
};

TEST_F(Synchronization, DispatchesAfterEachOther) {
    run([&](VkCommandBuffer c) {
        for (int i = 0; i < 20; ++i) {
            dispatch(c, increment, kGroups);
            shaderToShader(c);
        }
        toHost(c);
    });
    expectAdded(20);
}

// host -> copy -> shader -> copy -> host through memory of every type.
TEST_F(Synchronization, CopiesAndDispatches) {
    for (uint32_t type = 0; type < memoryProperties.memoryTypeCount; ++type) {
        const TestBuffer middle =
            makeBuffer(data.size, kUsage, memoryProperties.memoryTypes[type].propertyFlags);
        std::iota(data.view().begin(), data.view().end(), 0u);
        write(increment.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, middle);
        run([&](VkCommandBuffer c) {
            const VkBufferCopy region{0, 0, data.size};
            vkCmdCopyBuffer(c, data.buffer, middle.buffer, 1, &region);
            barrier(c, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_ACCESS_TRANSFER_WRITE_BIT,
                    VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                    VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT);
            dispatch(c, increment, kGroups);
            barrier(c, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT,
                    VK_PIPELINE_STAGE_TRANSFER_BIT,
                    VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT);
            vkCmdCopyBuffer(c, middle.buffer, data.buffer, 1, &region);
            toHost(c);
        });
        expectAdded(1);
    }
}

TEST_F(Synchronization, FillAfterFill) {
    run([&](VkCommandBuffer c) {
        for (uint32_t value = 1; value <= 5; ++value) {
            vkCmdFillBuffer(c, data.buffer, 0, VK_WHOLE_SIZE, value);
            barrier(c, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_ACCESS_TRANSFER_WRITE_BIT,
                    VK_PIPELINE_STAGE_TRANSFER_BIT, VK_ACCESS_TRANSFER_WRITE_BIT);
        }
        toHost(c);
    });
    for (uint32_t word : data.view()) ASSERT_EQ(word, 5u);
}

// Two buffers that share memory see each other's bytes.
TEST_F(Synchronization, AliasedBuffers) {
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = 65536;
    info.usage = kUsage;
    TestBuffer alias{VK_NULL_HANDLE, VK_NULL_HANDLE, info.size, nullptr};
    ASSERT_VK(vkCreateBuffer(device, &info, nullptr, &alias.buffer));
    atEnd([this, alias] { vkDestroyBuffer(device, alias.buffer, nullptr); });
    VkMemoryRequirements requirements;
    vkGetBufferMemoryRequirements(device, alias.buffer, &requirements);
    ASSERT_VK(vkBindBufferMemory(device, alias.buffer, data.memory, requirements.alignment));
    write(increment.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, alias);
    run([&](VkCommandBuffer c) {
        dispatch(c, increment, 65536 / 256);
        toHost(c);
    });
    const auto first = static_cast<uint32_t>(requirements.alignment / sizeof(uint32_t));
    for (uint32_t i = 0; i < kCount; ++i)
        ASSERT_EQ(data.view()[i], i + (i >= first && i < first + 65536 / 4 ? 1 : 0)) << i;
}

TEST_F(Synchronization, SubmissionsAfterEachOther) {
    const VkFence fence = makeFence();
    for (int i = 0; i < 10; ++i) {
        const VkCommandBuffer c = begin();
        dispatch(c, increment, kGroups);
        shaderToShader(c);
        toHost(c);
        ASSERT_VK(vkEndCommandBuffer(c));
        ASSERT_VK(submitTo(queue, c, i == 9 ? fence : VK_NULL_HANDLE));
    }
    ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
    expectAdded(10);
}

// Work on one queue is ordered after work on another by a binary semaphore.
TEST_F(Synchronization, TwoQueues) {
    VkQueue second;
    vkGetDeviceQueue(device, family, std::min(1u, families[family].queueCount - 1), &second);
    const VkSemaphore semaphores[] = {makeSemaphore(), makeSemaphore()};
    const VkPipelineStageFlags stage = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT;
    const VkFence fence = makeFence();
    for (uint32_t i = 0; i < 8; ++i) {
        const VkCommandBuffer c = begin();
        dispatch(c, increment, kGroups);
        toHost(c);
        ASSERT_VK(vkEndCommandBuffer(c));
        VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
        info.waitSemaphoreCount = i > 0;
        info.pWaitSemaphores = &semaphores[(i + 1) % 2];
        info.pWaitDstStageMask = &stage;
        info.commandBufferCount = 1;
        info.pCommandBuffers = &c;
        info.signalSemaphoreCount = i < 7;
        info.pSignalSemaphores = &semaphores[i % 2];
        ASSERT_VK(vkQueueSubmit(i % 2 ? second : queue, 1, &info, i == 7 ? fence : VK_NULL_HANDLE));
    }
    ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
    expectAdded(8);
}

TEST_F(Synchronization, EventOfTheHost) {
    const VkEvent event = makeEvent();
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_RESET);
    ASSERT_VK(vkSetEvent(device, event));
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_SET);
    ASSERT_VK(vkResetEvent(device, event));
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_RESET);
}

TEST_F(Synchronization, EventsOfTheDeviceAreSeenByTheHost) {
    const VkEvent set = makeEvent(), reset = makeEvent();
    ASSERT_VK(vkSetEvent(device, reset));
    run([&](VkCommandBuffer c) {
        vkCmdSetEvent(c, set, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT);
        vkCmdResetEvent(c, reset, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT);
    });
    EXPECT_EQ(vkGetEventStatus(device, set), VK_EVENT_SET);
    EXPECT_EQ(vkGetEventStatus(device, reset), VK_EVENT_RESET);
}

TEST_F(Synchronization, EventBetweenDispatches) {
    const VkEvent event = makeEvent();
    const VkMemoryBarrier info{VK_STRUCTURE_TYPE_MEMORY_BARRIER, nullptr,
                               VK_ACCESS_SHADER_WRITE_BIT,
                               VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT};
    run([&](VkCommandBuffer c) {
        dispatch(c, increment, kGroups);
        vkCmdSetEvent(c, event, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT);
        vkCmdWaitEvents(c, 1, &event, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                        VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 1, &info, 0, nullptr, 0, nullptr);
        dispatch(c, increment, kGroups);
        toHost(c);
    });
    expectAdded(2);
}

// The event is set by one submission and waited for by the next: nothing holds the queue up.
TEST_F(Synchronization, EventOfAnEarlierSubmission) {
    const VkEvent event = makeEvent();
    run([&](VkCommandBuffer c) {
        dispatch(c, increment, kGroups);
        vkCmdSetEvent(c, event, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT);
    });
    const VkMemoryBarrier info{VK_STRUCTURE_TYPE_MEMORY_BARRIER, nullptr,
                               VK_ACCESS_SHADER_WRITE_BIT,
                               VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT};
    run([&](VkCommandBuffer c) {
        vkCmdWaitEvents(c, 1, &event, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                        VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 1, &info, 0, nullptr, 0, nullptr);
        dispatch(c, increment, kGroups);
        toHost(c);
    });
    expectAdded(2);
}

// The queue waits for vkSetEvent, and what comes before the wait does not. Vulkan allowed this
// until it forbade it in a later edition; programs that rely on it still run.
TEST_F(Synchronization, EventThatTheHostSetsLater) {
    expectMessage("VUID-vkCmdWaitEvents-srcStageMask-01158");
    expectMessage("VUID-vkSetEvent-event-09543");
    const VkEvent before = makeEvent(), gate = makeEvent();
    for (int round = 0; round < 3; ++round) {
        const VkFence fence = makeFence();
        const VkCommandBuffer c = begin();
        dispatch(c, increment, kGroups);
        vkCmdSetEvent(c, before, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT);
        vkCmdWaitEvents(c, 1, &gate, VK_PIPELINE_STAGE_HOST_BIT,
                        VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0, nullptr, 0, nullptr, 0, nullptr);
        shaderToShader(c);
        dispatch(c, increment, kGroups);
        toHost(c);
        ASSERT_VK(vkEndCommandBuffer(c));
        ASSERT_VK(submitTo(queue, c, fence));
        while (vkGetEventStatus(device, before) == VK_EVENT_RESET) std::this_thread::yield();
        EXPECT_EQ(vkGetFenceStatus(device, fence), VK_NOT_READY);
        ASSERT_VK(vkSetEvent(device, gate));
        ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
        expectAdded(2 * (round + 1));
        ASSERT_VK(vkResetEvent(device, gate));
        ASSERT_VK(vkResetEvent(device, before));
    }
}

// A timeline semaphore holds a dispatch up until the host has written its input.
TEST_F(Synchronization, HostWritesBehindATimeline) {
    const VkSemaphore timeline = makeTimeline();
    auto signal = command<PFN_vkSignalSemaphore>("vkSignalSemaphore");
    const VkFence fence = makeFence();
    const VkCommandBuffer c = begin();
    dispatch(c, increment, kGroups);
    toHost(c);
    ASSERT_VK(vkEndCommandBuffer(c));
    const uint64_t value = 1;
    const VkPipelineStageFlags stage = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT;
    VkTimelineSemaphoreSubmitInfo values{VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO};
    values.waitSemaphoreValueCount = 1;
    values.pWaitSemaphoreValues = &value;
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO, &values};
    info.waitSemaphoreCount = 1;
    info.pWaitSemaphores = &timeline;
    info.pWaitDstStageMask = &stage;
    info.commandBufferCount = 1;
    info.pCommandBuffers = &c;
    ASSERT_VK(vkQueueSubmit(queue, 1, &info, fence));
    for (uint32_t i = 0; i < kCount; ++i) data.view()[i] = i + 1000;
    const VkSemaphoreSignalInfo go{VK_STRUCTURE_TYPE_SEMAPHORE_SIGNAL_INFO, nullptr, timeline, 1};
    ASSERT_VK(signal(device, &go));
    ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
    expectAdded(1001);
}

// Threads record and submit work of their own, each on its own queue and command pool.
TEST_F(Synchronization, Threads) {
    constexpr uint32_t kThreads = 2;
    const uint32_t queues = std::min(kThreads, families[family].queueCount);
    std::vector<std::thread> threads;
    for (uint32_t t = 0; t < queues; ++t) {
        const TestBuffer buffer = makeBuffer(65536, kUsage);
        const TestPipeline fill = makePipeline(k_fill_index, kStorageBuffer);
        write(fill.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, buffer);
        const VkFence fence = makeFence();
        threads.emplace_back([this, t, buffer, fill, fence] {
            VkQueue own;
            vkGetDeviceQueue(device, family, t, &own);
            VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
            poolInfo.queueFamilyIndex = family;
            VkCommandPool pool;
            ASSERT_VK(vkCreateCommandPool(device, &poolInfo, nullptr, &pool));
            VkCommandBufferAllocateInfo allocation{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
            allocation.commandPool = pool;
            allocation.commandBufferCount = 1;
            VkCommandBuffer c;
            ASSERT_VK(vkAllocateCommandBuffers(device, &allocation, &c));
            for (int round = 0; round < 20; ++round) {
                std::fill(buffer.view().begin(), buffer.view().end(), 0u);
                const VkCommandBufferBeginInfo beginInfo{
                    VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
                ASSERT_VK(vkResetCommandPool(device, pool, 0));
                ASSERT_VK(vkBeginCommandBuffer(c, &beginInfo));
                dispatch(c, fill, 65536 / 256);
                toHost(c);
                ASSERT_VK(vkEndCommandBuffer(c));
                ASSERT_VK(submitTo(own, c, fence));
                ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
                ASSERT_VK(vkResetFences(device, 1, &fence));
                for (uint32_t i = 0; i < buffer.view().size(); ++i)
                    ASSERT_EQ(buffer.view()[i], i * 3);
            }
            vkDestroyCommandPool(device, pool, nullptr);
        });
    }
    for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace baker::test
