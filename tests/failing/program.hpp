// The Vulkan that the failure tests' programs speak.
#pragma once

#include <vulkan/vulkan.h>

#include <vector>

namespace baker::test {

// The driver without the loader, and an instance of it.
class Driver {
  public:
    Driver();
    VkInstance instance() const { return instance_; }
    template <typename Function>
    Function find(const char* name) const {
        return reinterpret_cast<Function>(getInstanceProcAddr_(instance_, name));
    }

  private:
    PFN_vkGetInstanceProcAddr getInstanceProcAddr_ = nullptr;
    VkInstance instance_ = VK_NULL_HANDLE;
};

// Each aborts the process, and so fails the test, when a step fails that is not the tested one.
VkInstance makeInstance();
std::vector<VkPhysicalDevice> physicalDevices(VkInstance instance);
VkDevice makeDevice(VkPhysicalDevice physicalDevice,
                    const std::vector<const char*>& extensions = {});
VkQueue firstQueue(VkDevice device);
VkResult allocate(VkDevice device, VkDeviceSize size, VkDeviceMemory& memory);
// An empty command buffer, ended.
VkCommandBuffer emptyCommandBuffer(VkDevice device);

}  // namespace baker::test
