// What recording costs the driver, in instructions: each operation is recorded many times between
// callgrind's marks, on the null host. bench/recording.py runs this and makes the table.
//
//     recording DRIVER_LIBRARY
#include <valgrind/callgrind.h>

#include <array>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "vulkan_driver.hpp"

// generated; they want <cstdint>
#include "bench_compute.hpp"
#include "bench_fragment.hpp"
#include "bench_vertex.hpp"

namespace baker::bench {
namespace {

constexpr uint32_t kTimes = 1000;
constexpr VkShaderStageFlags kStages =
    VK_SHADER_STAGE_COMPUTE_BIT | VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT;

class Recording {
  public:
    explicit Recording(const char* library) : vk(library) {
        makeBuffers();
        makeSets();
        makeComputePipelines();
        if (vk.hasGraphics) makeGraphicsPipelines();
        makeCommandBuffers();
    }

    void run() {
        measureCompute();
        if (vk.hasGraphics) measureDraws();
        measureOutside();
    }

  private:
    using Operation = std::function<void(VkCommandBuffer, uint32_t)>;

    void makeBuffers();
    void makeSets();
    void makeComputePipelines();
    void makeGraphicsPipelines();
    void makeCommandBuffers();
    void writeSet(VkDescriptorSet set, VkBuffer buffer);

    void measureCompute();
    void measureDraws();
    void measureOutside();

    // Between callgrind's marks; the first round grows what grows.
    template <typename Round>
    void mark(const std::string& name, Round round) {
        const std::string label = name + "*" + std::to_string(kTimes);
        round();
        CALLGRIND_ZERO_STATS;
        round();
        CALLGRIND_DUMP_STATS_AT(label.c_str());
    }

    // `operation` within one recording, after `before`.
    void measure(const char* name, const Operation& before, const Operation& operation,
                 const Operation& after = {}) {
        const VkCommandBufferBeginInfo info{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        check(vk.BeginCommandBuffer(commands, &info), "vkBeginCommandBuffer");
        before(commands, 0);
        mark(name, [&] {
            for (uint32_t i = 0; i < kTimes; ++i) operation(commands, i);
        });
        if (after) after(commands, 0);
        check(vk.EndCommandBuffer(commands), "vkEndCommandBuffer");
    }

    void bindSet(VkCommandBuffer target, uint32_t i, VkPipelineBindPoint point) {
        const uint32_t offset = 0;
        vk.CmdBindDescriptorSets(target, point, layout, 0, 1, &sets[i & 1], 1, &offset);
    }

    Driver vk;
    std::array<VkBuffer, 2> buffers{};
    VkBuffer vertices = VK_NULL_HANDLE;
    std::array<VkDescriptorSet, 2> sets{};
    VkDescriptorSet freeSet = VK_NULL_HANDLE;
    VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    std::array<VkPipeline, 2> compute{};
    std::array<VkPipeline, 2> graphics{};
    VkCommandBuffer commands = VK_NULL_HANDLE;
    VkCommandBuffer empty = VK_NULL_HANDLE;
};

void Recording::makeBuffers() {
    for (VkBuffer& buffer : buffers)
        buffer = vk.makeBuffer(1 << 20, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
                                            VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
                                            VK_BUFFER_USAGE_TRANSFER_DST_BIT);
    vertices = vk.makeBuffer(1 << 16,
                             VK_BUFFER_USAGE_VERTEX_BUFFER_BIT | VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
}

void Recording::writeSet(VkDescriptorSet set, VkBuffer buffer) {
    const VkDescriptorBufferInfo info{buffer, 0, 65536};
    const VkWriteDescriptorSet write{.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
                                     .dstSet = set,
                                     .descriptorCount = 1,
                                     .descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                     .pBufferInfo = &info};
    vk.UpdateDescriptorSets(vk.device, 1, &write, 0, nullptr);
}

// Binding 0: a storage buffer; 1: a dynamic one.
void Recording::makeSets() {
    const VkDescriptorSetLayoutBinding bindings[] = {
        {0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, kStages, nullptr},
        {1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC, 1, kStages, nullptr}};
    const VkDescriptorSetLayoutCreateInfo setInfo{
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
        .bindingCount = 2,
        .pBindings = bindings};
    check(vk.CreateDescriptorSetLayout(vk.device, &setInfo, nullptr, &setLayout), "set layout");
    const VkPushConstantRange range{kStages, 0, 64};
    const VkPipelineLayoutCreateInfo layoutInfo{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
        .setLayoutCount = 1,
        .pSetLayouts = &setLayout,
        .pushConstantRangeCount = 1,
        .pPushConstantRanges = &range};
    check(vk.CreatePipelineLayout(vk.device, &layoutInfo, nullptr, &layout), "pipeline layout");
    const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 3},
                                          {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC, 3}};
    const VkDescriptorPoolCreateInfo poolInfo{
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
        .maxSets = 3,
        .poolSizeCount = 2,
        .pPoolSizes = sizes};
    VkDescriptorPool pool = VK_NULL_HANDLE;
    check(vk.CreateDescriptorPool(vk.device, &poolInfo, nullptr, &pool), "descriptor pool");
    for (VkDescriptorSet* set : {&sets[0], &sets[1], &freeSet}) {
        const VkDescriptorSetAllocateInfo info{
            .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
            .descriptorPool = pool,
            .descriptorSetCount = 1,
            .pSetLayouts = &setLayout};
        check(vk.AllocateDescriptorSets(vk.device, &info, set), "descriptor set");
        writeSet(*set, buffers[0]);
    }
}

void Recording::makeComputePipelines() {
    const VkComputePipelineCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
        .stage = {.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                  .stage = VK_SHADER_STAGE_COMPUTE_BIT,
                  .module = vk.makeModule(k_bench_compute),
                  .pName = "main"},
        .layout = layout};
    for (VkPipeline& pipeline : compute)
        check(vk.CreateComputePipelines(vk.device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline),
              "compute pipeline");
}

void Recording::makeGraphicsPipelines() {
    for (VkPipeline& pipeline : graphics)
        pipeline = vk.makeGraphicsPipeline(k_bench_vertex, k_bench_fragment, layout);
}

void Recording::makeCommandBuffers() {
    const VkCommandPoolCreateInfo info{.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
                                       .flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT,
                                       .queueFamilyIndex = vk.family};
    VkCommandPool pool = VK_NULL_HANDLE;
    check(vk.CreateCommandPool(vk.device, &info, nullptr, &pool), "command pool");
    for (VkCommandBuffer* buffer : {&commands, &empty}) {
        const VkCommandBufferAllocateInfo allocation{
            .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
            .commandPool = pool,
            .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
            .commandBufferCount = 1};
        check(vk.AllocateCommandBuffers(vk.device, &allocation, buffer), "command buffer");
    }
}

void Recording::measureCompute() {
    constexpr auto kPoint = VK_PIPELINE_BIND_POINT_COMPUTE;
    const Operation bind = [&](VkCommandBuffer target, uint32_t) {
        vk.CmdBindPipeline(target, kPoint, compute[0]);
        bindSet(target, 0, kPoint);
    };
    measure("dispatch", bind, [&](auto target, uint32_t) { vk.CmdDispatch(target, 1, 1, 1); });
    measure("descriptor set + dispatch", bind, [&](auto target, uint32_t i) {
        bindSet(target, i, kPoint);
        vk.CmdDispatch(target, 1, 1, 1);
    });
    measure("dynamic offset + dispatch", bind, [&](auto target, uint32_t i) {
        const uint32_t offset = i * 256;
        vk.CmdBindDescriptorSets(target, kPoint, layout, 0, 1, &sets[0], 1, &offset);
        vk.CmdDispatch(target, 1, 1, 1);
    });
    measure("64 bytes of push constants + dispatch", bind, [&](auto target, uint32_t i) {
        const std::array<uint32_t, 16> values{i};
        vk.CmdPushConstants(target, layout, kStages, 0, 64, values.data());
        vk.CmdDispatch(target, 1, 1, 1);
    });
    measure("other pipeline + dispatch", bind, [&](auto target, uint32_t i) {
        vk.CmdBindPipeline(target, kPoint, compute[i & 1]);
        vk.CmdDispatch(target, 1, 1, 1);
    });
    const auto barrierAfter = [this](VkPipelineStageFlags stage, VkAccessFlags access) {
        return [this, stage, access](VkCommandBuffer target, uint32_t) {
            const VkBufferMemoryBarrier barrier{.sType = VK_STRUCTURE_TYPE_BUFFER_MEMORY_BARRIER,
                                                .srcAccessMask = access,
                                                .dstAccessMask = VK_ACCESS_SHADER_READ_BIT,
                                                .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
                                                .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
                                                .buffer = buffers[0],
                                                .size = VK_WHOLE_SIZE};
            vk.CmdPipelineBarrier(target, stage, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0, 0,
                                  nullptr, 1, &barrier, 0, nullptr);
        };
    };
    measure("buffer barrier", bind,
            barrierAfter(VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT));
    measure("buffer barrier, copy to shader", bind,
            barrierAfter(VK_PIPELINE_STAGE_TRANSFER_BIT, VK_ACCESS_TRANSFER_WRITE_BIT));
    measure("copy", bind, [&](auto target, uint32_t) {
        const VkBufferCopy region{0, 0, 4096};
        vk.CmdCopyBuffer(target, buffers[0], buffers[1], 1, &region);
    });
    measure("fill", bind,
            [&](auto target, uint32_t i) { vk.CmdFillBuffer(target, buffers[0], 0, 4096, i); });
}

void Recording::measureDraws() {
    constexpr auto kPoint = VK_PIPELINE_BIND_POINT_GRAPHICS;
    const auto setView = [this](VkCommandBuffer target, float size) {
        const VkViewport viewport{0, 0, size, size, 0, 1};
        const VkRect2D scissor{{0, 0}, {64, 64}};
        vk.CmdSetViewport(target, 0, 1, &viewport);
        vk.CmdSetScissor(target, 0, 1, &scissor);
    };
    const Operation bind = [&](VkCommandBuffer target, uint32_t) {
        const VkRenderingInfo info{.sType = VK_STRUCTURE_TYPE_RENDERING_INFO,
                                   .renderArea = {{0, 0}, {64, 64}},
                                   .layerCount = 1};
        const VkDeviceSize offset = 0;
        vk.CmdBeginRendering(target, &info);
        vk.CmdBindPipeline(target, kPoint, graphics[0]);
        bindSet(target, 0, kPoint);
        vk.CmdBindVertexBuffers(target, 0, 1, &vertices, &offset);
        vk.CmdBindIndexBuffer(target, vertices, 0, VK_INDEX_TYPE_UINT16);
        setView(target, 64);
    };
    const Operation end = [&](VkCommandBuffer target, uint32_t) { vk.CmdEndRendering(target); };
    const auto draw = [this](VkCommandBuffer target) { vk.CmdDraw(target, 3, 1, 0, 0); };
    measure("draw", bind, [&](auto target, uint32_t) { draw(target); }, end);
    measure(
        "indexed draw", bind,
        [&](auto target, uint32_t) { vk.CmdDrawIndexed(target, 3, 1, 0, 0, 0); }, end);
    measure(
        "descriptor set + draw", bind,
        [&](auto target, uint32_t i) {
            bindSet(target, i, kPoint);
            draw(target);
        },
        end);
    measure(
        "dynamic offset + draw", bind,
        [&](auto target, uint32_t i) {
            const uint32_t offset = i * 256;
            vk.CmdBindDescriptorSets(target, kPoint, layout, 0, 1, &sets[0], 1, &offset);
            draw(target);
        },
        end);
    measure(
        "vertex buffer + draw", bind,
        [&](auto target, uint32_t i) {
            const VkDeviceSize offset = (i & 1) * 256;
            vk.CmdBindVertexBuffers(target, 0, 1, &vertices, &offset);
            draw(target);
        },
        end);
    measure(
        "64 bytes of push constants + draw", bind,
        [&](auto target, uint32_t i) {
            const std::array<uint32_t, 16> values{i};
            vk.CmdPushConstants(target, layout, kStages, 0, 64, values.data());
            draw(target);
        },
        end);
    measure(
        "other pipeline + draw", bind,
        [&](auto target, uint32_t i) {
            vk.CmdBindPipeline(target, kPoint, graphics[i & 1]);
            draw(target);
        },
        end);
    measure(
        "viewport and scissor + draw", bind,
        [&](auto target, uint32_t i) {
            setView(target, 32.0f + float(i & 1));
            draw(target);
        },
        end);
}

void Recording::measureOutside() {
    const VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    mark("begin, end and reset of a command buffer", [&] {
        for (uint32_t i = 0; i < kTimes; ++i) {
            vk.BeginCommandBuffer(empty, &begin);
            vk.EndCommandBuffer(empty);
            vk.ResetCommandBuffer(empty, 0);
        }
    });
    mark("empty submit", [&] {
        for (uint32_t i = 0; i < kTimes; ++i) vk.QueueSubmit(vk.queue, 0, nullptr, VK_NULL_HANDLE);
    });
    vk.BeginCommandBuffer(empty, &begin);
    vk.EndCommandBuffer(empty);
    mark("submit of a command buffer", [&] {
        for (uint32_t i = 0; i < kTimes; ++i) {
            const VkSubmitInfo info{.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
                                    .commandBufferCount = 1,
                                    .pCommandBuffers = &empty};
            vk.QueueSubmit(vk.queue, 1, &info, VK_NULL_HANDLE);
        }
    });
    vk.QueueWaitIdle(vk.queue);
    mark("descriptor set update of one buffer", [&] {
        for (uint32_t i = 0; i < kTimes; ++i) writeSet(freeSet, buffers[i & 1]);
    });
}

}  // namespace
}  // namespace baker::bench

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: recording DRIVER_LIBRARY\n");
        return 2;
    }
    baker::bench::Recording(argv[1]).run();
    return 0;
}
