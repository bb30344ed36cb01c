// VkDevice: the ID3D12Device, its queues, and everything that lives as long as they do.
#pragma once

#include <atomic>
#include <span>
#include <vector>

#include "base/allocator.hpp"
#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "device/extensions.hpp"
#include "device/features.hpp"
#include "services.hpp"

namespace baker {

class PhysicalDevice;
class Queue;
struct Capabilities;

class Device : public DispatchableObject<Device, VkDevice> {
  public:
    // vkCreateDevice. VK_ERROR_EXTENSION_NOT_PRESENT, VK_ERROR_FEATURE_NOT_PRESENT,
    // VK_ERROR_INITIALIZATION_FAILED (D3D12 refuses), VK_ERROR_DEVICE_LOST,
    // VK_ERROR_OUT_OF_*_MEMORY.
    static Result<Device*> create(PhysicalDevice& physicalDevice, const VkDeviceCreateInfo& info,
                                  const VkAllocationCallbacks* callbacks);
    void destroy();

    PhysicalDevice& physicalDevice() const { return physicalDevice_; }
    const Capabilities& capabilities() const { return capabilities_; }

    ID3D12Device* d3d12() const { return d3d12_.Get(); }
    // Newer interfaces, null where the runtime lacks them. Borrowed.
    ID3D12Device4* d3d12Device4() const { return device4_.Get(); }
    ID3D12Device10* d3d12Device10() const { return device10_.Get(); }

    // The callbacks of a call, else those of vkCreateDevice.
    Allocator allocator(const VkAllocationCallbacks* callbacks) const {
        return Allocator::choose(callbacks, allocator_);
    }

    // What vkCreateDevice enabled.
    const ExtensionSet& extensions() const { return extensions_; }
    const FeatureSet& features() const { return features_; }

    // Null when there is no such queue (vkGetDeviceQueue2 names the flags too).
    Queue* queue(uint32_t family, uint32_t index, VkDeviceQueueCreateFlags flags = 0) const;
    std::span<Queue* const> queues() const { return queues_; }

    // See services.hpp.
    template <typename T>
    Result<T*> service() {
        return services_.get<T>(*this);
    }

    // The VkResult for the result of a D3D12 call on this device; notices that the device is lost.
    // `check` is for Vulkan commands that may not return VK_ERROR_DEVICE_LOST (all that create
    // objects): it says VK_ERROR_OUT_OF_DEVICE_MEMORY instead.
    VkResult check(HRESULT hr, const char* what);
    VkResult checkExecution(HRESULT hr, const char* what);
    // VK_ERROR_DEVICE_LOST once the device is lost, for ever; else VK_SUCCESS. Asks D3D12 nothing.
    VkResult status() const { return lost_ ? VK_ERROR_DEVICE_LOST : VK_SUCCESS; }
    // Asks D3D12 whether the device was removed.
    VkResult pollStatus();
    VkResult waitIdle();

    // Made by newObject alone.
    Device(PhysicalDevice& physicalDevice, const Allocator& allocator);
    ~Device();

  private:
    VkResult open(const VkDeviceCreateInfo& info);
    Result<VkQueueGlobalPriority> globalPriority(const VkDeviceQueueCreateInfo& info) const;
    VkResult createQueues(const VkDeviceQueueCreateInfo& info, float lowestPriority);

    PhysicalDevice& physicalDevice_;
    const Capabilities& capabilities_;
    const Allocator allocator_;
    ComPtr<ID3D12Device> d3d12_;
    ComPtr<ID3D12Device4> device4_;
    ComPtr<ID3D12Device10> device10_;
    ExtensionSet extensions_;
    FeatureSet features_;
    std::atomic<bool> lost_ = false;
    std::vector<Queue*> queues_;
    Services services_;
};

}  // namespace baker
