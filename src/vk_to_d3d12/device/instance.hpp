// VkInstance: what was enabled, and the physical devices, found by the first enumeration.
#pragma once

#include <mutex>
#include <vector>

#include "base/allocator.hpp"
#include "base/object.hpp"
#include "base/result.hpp"
#include "extensions.hpp"

namespace baker {

class PhysicalDevice;
class DebugMessenger;

// What vkEnumerateInstanceVersion returns and physical devices report at most.
extern const uint32_t kApiVersion;

class Instance : public DispatchableObject<Instance, VkInstance> {
  public:
    // VK_ERROR_EXTENSION_NOT_PRESENT, VK_ERROR_OUT_OF_HOST_MEMORY.
    static Result<Instance*> create(const VkInstanceCreateInfo& info,
                                    const VkAllocationCallbacks* callbacks);
    void destroy();

    // VkApplicationInfo::apiVersion; 1.0 when the application gave none. Without the patch number.
    uint32_t apiVersion() const { return apiVersion_; }
    const ExtensionSet& extensions() const { return extensions_; }

    // The callbacks of a call, else those of vkCreateInstance.
    Allocator allocator(const VkAllocationCallbacks* callbacks) const {
        return Allocator::choose(callbacks, allocator_);
    }

    // Usable adapters, best first; none is not an error. Thread-safe.
    Result<std::vector<PhysicalDevice*>> physicalDevices();

    // VK_EXT_debug_utils. Thread-safe.
    void add(DebugMessenger* messenger);
    void remove(DebugMessenger* messenger);
    void submitMessage(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                       VkDebugUtilsMessageTypeFlagsEXT types,
                       const VkDebugUtilsMessengerCallbackDataEXT& data);

    // Made by newObject alone.
    Instance(const Allocator& allocator, uint32_t apiVersion, const ExtensionSet& extensions);
    ~Instance();

  private:
    VkResult findPhysicalDevices();

    Allocator allocator_;
    const uint32_t apiVersion_;
    const ExtensionSet extensions_;
    std::mutex mutex_;
    bool enumerated_ = false;
    std::vector<PhysicalDevice*> physicalDevices_;
    std::mutex messengersMutex_;
    std::vector<DebugMessenger*> messengers_;
};

}  // namespace baker
