#include "vulkan/vkd3d_constants.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

struct Functions {
    PFN_vkBeginCommandBuffer beginCommandBuffer;
    PFN_vkFreeCommandBuffers freeCommandBuffers;
    PFN_vkCmdBindPipeline bindPipeline;
    PFN_vkCmdPushConstants pushConstants;
};
Functions next;

constexpr auto kBound = VK_PIPELINE_BIND_POINT_MAX_ENUM;
thread_local VkPipelineBindPoint pushedFor = kBound;

struct Range {
    VkShaderStageFlags stages;
    uint32_t offset;
    std::vector<std::byte> bytes;
};

// The ranges that were pushed for pipelines of one kind.
struct Pushed {
    VkPipelineLayout layout = VK_NULL_HANDLE;
    std::vector<Range> ranges;

    void keep(VkPipelineLayout newLayout, const Range& range) {
        if (layout != newLayout) ranges.clear();
        layout = newLayout;
        const auto same = std::ranges::find_if(ranges, [&](const Range& old) {
            return old.stages == range.stages && old.offset == range.offset &&
                   old.bytes.size() == range.bytes.size();
        });
        // The order matters where ranges overlap.
        if (same != ranges.end()) ranges.erase(same);
        ranges.push_back(range);
    }
};

struct Constants {
    Pushed graphics, compute;
    VkPipelineBindPoint bound = VK_PIPELINE_BIND_POINT_GRAPHICS;

    Pushed& of(VkPipelineBindPoint point) {
        return point == VK_PIPELINE_BIND_POINT_COMPUTE ? compute : graphics;
    }
};

std::mutex mutex;
std::unordered_map<VkCommandBuffer, Constants> buffers;

// Elements stay where they are, and a command buffer is recorded by one thread at a time.
Constants& constantsOf(VkCommandBuffer list) {
    const std::scoped_lock lock(mutex);
    return buffers[list];
}

void push(VkCommandBuffer list, VkPipelineLayout layout, const Range& range) {
    next.pushConstants(list, layout, range.stages, range.offset,
                       static_cast<uint32_t>(range.bytes.size()), range.bytes.data());
}

VkResult VKAPI_PTR beginCommandBuffer(VkCommandBuffer list, const VkCommandBufferBeginInfo* info) {
    constantsOf(list) = {};
    return next.beginCommandBuffer(list, info);
}

void VKAPI_PTR freeCommandBuffers(VkDevice device, VkCommandPool pool, uint32_t count,
                                  const VkCommandBuffer* lists) {
    {
        const std::scoped_lock lock(mutex);
        for (uint32_t i = 0; i < count; ++i) buffers.erase(lists[i]);
    }
    next.freeCommandBuffers(device, pool, count, lists);
}

void VKAPI_PTR bindPipeline(VkCommandBuffer list, VkPipelineBindPoint point, VkPipeline pipeline) {
    next.bindPipeline(list, point, pipeline);
    Constants& constants = constantsOf(list);
    if (constants.bound == point) return;
    constants.bound = point;
    const Pushed& pushed = constants.of(point);
    for (const Range& range : pushed.ranges) push(list, pushed.layout, range);
}

void VKAPI_PTR pushConstants(VkCommandBuffer list, VkPipelineLayout layout,
                             VkShaderStageFlags stages, uint32_t offset, uint32_t size,
                             const void* values) {
    Constants& constants = constantsOf(list);
    const VkPipelineBindPoint point = pushedFor == kBound ? constants.bound : pushedFor;
    Range range{stages, offset, std::vector<std::byte>(size)};
    std::memcpy(range.bytes.data(), values, size);
    constants.of(point).keep(layout, range);
    if (constants.bound == point) push(list, layout, range);
}

}  // namespace

RootConstants::RootConstants(VkPipelineBindPoint point) : Scoped(pushedFor, point) {}

std::span<const Interception> constantInterceptions() {
    static const Interception rows[] = {
        intercept("vkBeginCommandBuffer", beginCommandBuffer, next.beginCommandBuffer),
        intercept("vkFreeCommandBuffers", freeCommandBuffers, next.freeCommandBuffers),
        intercept("vkCmdBindPipeline", bindPipeline, next.bindPipeline),
        intercept("vkCmdPushConstants", pushConstants, next.pushConstants),
    };
    return rows;
}

}  // namespace baker::host
