// Baker's driver without the loader: instructions are then the driver's own. Only what the
// benchmarks need.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <span>

namespace baker::bench {

#define BENCH_INSTANCE_COMMANDS(X)            \
    X(EnumeratePhysicalDevices)               \
    X(CreateDevice)                           \
    X(GetPhysicalDeviceMemoryProperties)      \
    X(GetPhysicalDeviceQueueFamilyProperties) \
    X(GetDeviceProcAddr)

#define BENCH_DEVICE_COMMANDS(X)   \
    X(AllocateCommandBuffers)      \
    X(AllocateDescriptorSets)      \
    X(AllocateMemory)              \
    X(BeginCommandBuffer)          \
    X(BindBufferMemory)            \
    X(CmdBindDescriptorSets)       \
    X(CmdBindPipeline)             \
    X(CmdBindIndexBuffer)          \
    X(CmdBindVertexBuffers)        \
    X(CmdBeginRendering)           \
    X(CmdCopyBuffer)               \
    X(CmdDispatch)                 \
    X(CmdDraw)                     \
    X(CmdDrawIndexed)              \
    X(CmdEndRendering)             \
    X(CmdFillBuffer)               \
    X(CmdPipelineBarrier)          \
    X(CmdPushConstants)            \
    X(CmdSetScissor)               \
    X(CmdSetViewport)              \
    X(CreateBuffer)                \
    X(CreateCommandPool)           \
    X(CreateComputePipelines)      \
    X(CreateDescriptorPool)        \
    X(CreateDescriptorSetLayout)   \
    X(CreateGraphicsPipelines)     \
    X(CreatePipelineLayout)        \
    X(CreateShaderModule)          \
    X(DestroyDevice)               \
    X(EndCommandBuffer)            \
    X(GetBufferMemoryRequirements) \
    X(GetDeviceQueue)              \
    X(QueueSubmit)                 \
    X(QueueWaitIdle)               \
    X(ResetCommandBuffer)          \
    X(UpdateDescriptorSets)

struct Rasterization {
    VkCullModeFlags cullMode = VK_CULL_MODE_NONE;
    float depthBiasConstantFactor = 0;
};

// The commands by name without "vk". The driver is never unloaded.
struct Driver {
#define BENCH_MEMBER(name) PFN_vk##name name = nullptr;
    BENCH_INSTANCE_COMMANDS(BENCH_MEMBER)
    BENCH_DEVICE_COMMANDS(BENCH_MEMBER)
#undef BENCH_MEMBER

    // An instance, the first device, and its first queue; exits with a message where there is none.
    explicit Driver(const char* library);

    VkBuffer makeBuffer(VkDeviceSize size, VkBufferUsageFlags usage) const;
    VkShaderModule makeModule(std::span<const uint32_t> words) const;
    // Vertices of one vec4, triangles, no targets, dynamic viewport and scissor.
    VkPipeline makeGraphicsPipeline(std::span<const uint32_t> vertex,
                                    std::span<const uint32_t> fragment, VkPipelineLayout layout,
                                    const Rasterization& state = {}) const;

    VkInstance instance = VK_NULL_HANDLE;
    VkPhysicalDevice physicalDevice = VK_NULL_HANDLE;
    VkDevice device = VK_NULL_HANDLE;
    VkQueue queue = VK_NULL_HANDLE;
    uint32_t family = 0;
    bool hasGraphics = false;
};

void check(VkResult result, const char* what);

}  // namespace baker::bench
