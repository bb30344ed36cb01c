// Barriers of Vulkan 1.0 as one VkDependencyInfo of VK_KHR_synchronization2.
#pragma once

#include <vulkan/vulkan.h>

#include <span>

#include "base/stack_array.hpp"

namespace baker {

// The arguments that vkCmdPipelineBarrier and vkCmdWaitEvents have in common.
struct Barriers {
    VkPipelineStageFlags srcStages;
    VkPipelineStageFlags dstStages;
    VkDependencyFlags flags;
    std::span<const VkMemoryBarrier> memory;
    std::span<const VkBufferMemoryBarrier> buffers;
    std::span<const VkImageMemoryBarrier> images;
};

class Dependency {
  public:
    explicit Dependency(const Barriers& barriers);
    Dependency(const Dependency&) = delete;  // info_ points into it
    const VkDependencyInfo& info() const { return info_; }

  private:
    StackArray<VkMemoryBarrier2, 4> memory_;
    StackArray<VkBufferMemoryBarrier2, 4> buffers_;
    StackArray<VkImageMemoryBarrier2, 4> images_;
    VkDependencyInfo info_{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
};

}  // namespace baker
