// VkPhysicalDevice: an adapter on which a D3D12 device could be made, and all that is known of it.
// Immutable after creation, except for the D3D12 device that it keeps warm; thread-safe.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/adapter.hpp"
#include "d3d12/capabilities.hpp"
#include "extensions.hpp"
#include "features.hpp"
#include "memory/memory_types.hpp"
#include "properties.hpp"
#include "queue_family.hpp"

namespace baker {

class Instance;

class PhysicalDevice : public DispatchableObject<PhysicalDevice, VkPhysicalDevice> {
  public:
    // VK_ERROR_INITIALIZATION_FAILED, logged, when the adapter is to be skipped; `index` counts the
    // adapters, so that two of the same make get different UUIDs.
    static Result<PhysicalDevice*> create(Instance& instance, const Adapter& adapter,
                                          uint32_t index);
    void destroy();

    Instance& instance() const { return instance_; }
    const Adapter& adapter() const { return adapter_; }
    const Capabilities& capabilities() const { return capabilities_; }

    uint32_t apiVersion() const { return properties_.core.apiVersion; }
    const ExtensionSet& extensions() const { return extensions_; }
    const FeatureSet& features() const { return features_; }
    const Properties& properties() const { return properties_; }
    const VkPhysicalDeviceLimits& limits() const { return properties_.core.limits; }
    const std::vector<QueueFamily>& queueFamilies() const { return queueFamilies_; }
    const MemoryTypes& memoryTypes() const { return memoryTypes_; }

    // The D3D12 device for a VkDevice. D3D12 keeps one device for each adapter and process; once
    // removed it stays so until every reference to it is gone, so a removed one is let go here.
    // VK_ERROR_INITIALIZATION_FAILED, logged, when D3D12 refuses.
    Result<ComPtr<ID3D12Device>> openDevice();

    PhysicalDevice(Instance& instance, const Adapter& adapter, uint32_t index,
                   ComPtr<ID3D12Device> device);

  private:
    Instance& instance_;
    const Adapter adapter_;
    const Capabilities capabilities_;
    const ExtensionSet extensions_;
    const FeatureSet features_;
    const std::vector<QueueFamily> queueFamilies_;
    const MemoryTypes memoryTypes_;
    const Properties properties_;
    std::mutex mutex_;  // guards device_
    ComPtr<ID3D12Device> device_;
};

}  // namespace baker
