#include "physical_device.hpp"

#include "base/log.hpp"
#include "instance.hpp"

namespace baker {
namespace {

ComPtr<ID3D12Device> makeDevice(const Adapter& adapter, HRESULT& hr) {
    ComPtr<ID3D12Device> device;
    hr = createD3D12Device(Runtime::get(), adapter.dxcore.Get(), device);
    return device;
}

// Wave intrinsics and typed atomics aside, everything rests on DXIL.
const char* shortcoming(const Capabilities& caps) {
    return caps.shaderModel < D3D_SHADER_MODEL_6_0 ? "it has no shader model 6.0" : nullptr;
}

}  // namespace

PhysicalDevice::PhysicalDevice(Instance& instance, const Adapter& adapter, uint32_t index,
                               ComPtr<ID3D12Device> device)
    : instance_(instance),
      adapter_(adapter),
      capabilities_(queryCapabilities(device.Get())),
      extensions_(deviceExtensions(capabilities_, adapter_)),
      features_(supportedFeatures(capabilities_)),
      queueFamilies_(baker::queueFamilies(capabilities_)),
      memoryTypes_(queryMemoryTypes(adapter_, capabilities_)),
      properties_(deviceProperties(adapter_, capabilities_, memoryTypes_,
                                   supportedVersion(features_, kApiVersion), index)),
      device_(std::move(device)) {}

Result<PhysicalDevice*> PhysicalDevice::create(Instance& instance, const Adapter& adapter,
                                               uint32_t index) {
    HRESULT hr = S_OK;
    ComPtr<ID3D12Device> device = makeDevice(adapter, hr);
    if (!device) {
        log::warn("adapter '%s' is skipped: D3D12CreateDevice failed: 0x%08x",
                  adapter.description.c_str(), static_cast<unsigned>(hr));
        return VK_ERROR_INITIALIZATION_FAILED;
    }
    const Allocator allocator = instance.allocator(nullptr);
    auto* physical = newObject<PhysicalDevice>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_INSTANCE,
                                               instance, adapter, index, std::move(device));
    if (!physical) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const char* reason = shortcoming(physical->capabilities())) {
        log::warn("adapter '%s' is skipped: %s", adapter.description.c_str(), reason);
        physical->destroy();
        return VK_ERROR_INITIALIZATION_FAILED;
    }
    return physical;
}

void PhysicalDevice::destroy() {
    deleteObject(instance_.allocator(nullptr), this);
}

Result<ComPtr<ID3D12Device>> PhysicalDevice::openDevice() {
    std::lock_guard lock(mutex_);
    if (device_ && device_->GetDeviceRemovedReason() != S_OK) device_.Reset();
    if (!device_) {
        HRESULT hr = S_OK;
        device_ = makeDevice(adapter_, hr);
        if (!device_) {
            log::error("D3D12CreateDevice on '%s' failed: 0x%08x", adapter_.description.c_str(),
                       static_cast<unsigned>(hr));
            return VK_ERROR_INITIALIZATION_FAILED;
        }
    }
    return device_;
}

}  // namespace baker
