// Pipelines that the tests of caches make.
#pragma once

#include <vulkan/vulkan.h>

#include <vector>

namespace baker::test {

// A device of the first physical device, destroyed at the end of the scope: caches are written then
// at the latest.
class ScopedDevice {
  public:
    explicit ScopedDevice(const std::vector<const char*>& extensions = {});
    ~ScopedDevice() { vkDestroyDevice(device_, nullptr); }
    ScopedDevice(const ScopedDevice&) = delete;
    VkDevice get() const { return device_; }

  private:
    VkDevice device_ = VK_NULL_HANDLE;
};

struct PipelineOptions {
    VkPipelineCache cache = VK_NULL_HANDLE;
    VkPipelineCreateFlags flags = 0;
    // Set to that of the pipeline when not null.
    VkPipelineCreationFeedback* feedback = nullptr;
};

// A pipeline and what it was made of.
struct Pipeline {
    VkPipeline pipeline = VK_NULL_HANDLE;
    VkShaderModule module = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkRenderPass renderPass = VK_NULL_HANDLE;  // of graphics: one subpass, no attachments
};
VkResult createCompute(VkDevice device, const PipelineOptions& options, Pipeline& out);
// Dynamic: viewport, scissor and depth bias.
VkResult createGraphics(VkDevice device, const PipelineOptions& options, Pipeline& out);
void destroy(VkDevice device, const Pipeline& pipeline);

// Makes a pipeline and destroys it; the result of its creation.
VkResult makeCompute(VkDevice device, const PipelineOptions& options = {});
VkResult makeGraphics(VkDevice device, const PipelineOptions& options = {});
// The fragment output part of a pipeline library.
VkResult makeOutputLibrary(VkDevice device, const PipelineOptions& options = {});

VkPipelineCache makeCache(VkDevice device, const std::vector<char>& data = {});
std::vector<char> dataOf(VkDevice device, VkPipelineCache cache);

}  // namespace baker::test
