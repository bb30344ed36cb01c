// VkCommandPool: the command buffers of a queue family. D3D12's allocators belong to the command
// buffers (step_recorder.hpp), so a pool only knows them.
//
// Externally synchronised, as Vulkan has it.
#pragma once

#include <unordered_set>

#include "base/allocator.hpp"
#include "base/object.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class CommandBuffer;
class Device;

class CommandPool : public Object<CommandPool, VkCommandPool> {
  public:
    CommandPool(Device& device, const VkCommandPoolCreateInfo& info, const Allocator& allocator);
    ~CommandPool();

    VkResult allocate(VkCommandBufferLevel level, uint32_t count, VkCommandBuffer* commandBuffers);
    void free(CommandBuffer* commandBuffer);
    void reset(bool releaseResources);

    D3D12_COMMAND_LIST_TYPE listType() const { return listType_; }

  private:
    Device& device_;
    Allocator allocator_;
    D3D12_COMMAND_LIST_TYPE listType_;
    std::unordered_set<CommandBuffer*> commandBuffers_;
};

}  // namespace baker
