#include "d3d12/device_table.hpp"

#include <map>
#include <mutex>
#include <optional>

#include "d3d12/vkd3d_library.hpp"
#include "proxies.hpp"
#include "vulkan/adapters.hpp"

namespace baker::host {

namespace {

using Key = uint64_t;  // a LUID

struct DeviceTable {
    std::mutex mutex;
    std::map<Key, DeviceProxy*> devices;  // without references
};

DeviceTable& table() {
    static DeviceTable& devices = *new DeviceTable;
    return devices;
}

Key keyOf(const LUID& luid) {
    return uint64_t{static_cast<uint32_t>(luid.HighPart)} << 32 | luid.LowPart;
}

std::optional<LUID> luidOf(IUnknown* adapter) {
    IDXCoreAdapter* dxcore = nullptr;
    if (FAILED(
            adapter->QueryInterface(uuidof<IDXCoreAdapter>(), reinterpret_cast<void**>(&dxcore))))
        return {};
    LUID luid;
    const HRESULT result =
        dxcore->GetProperty(DXCoreAdapterProperty::InstanceLuid, sizeof(luid), &luid);
    dxcore->Release();
    return SUCCEEDED(result) ? std::optional(luid) : std::nullopt;
}

struct PhysicalDevice {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    LUID luid{};
};

PhysicalDevice findPhysicalDevice(IUnknown* adapter) {
    const auto luid = adapter ? luidOf(adapter) : std::nullopt;
    if (adapter && !luid) return {};
    const VkInstance instance = vkd3dVulkanInstance();
    if (!instance) return {};
    for (const VkPhysicalDevice device : physicalDevices(instance)) {
        const LUID candidate = describe(instance, device).luid;
        if (!luid || keyOf(*luid) == keyOf(candidate)) return {device, candidate};
    }
    return {};
}

bool reaches(ID3D12Device* device, D3D_FEATURE_LEVEL minimum) {
    D3D12_FEATURE_DATA_FEATURE_LEVELS levels = {1, &minimum, {}};
    return SUCCEEDED(device->CheckFeatureSupport(D3D12_FEATURE_FEATURE_LEVELS, &levels,
                                                 sizeof(levels))) &&
           levels.MaxSupportedFeatureLevel >= minimum;
}

HRESULT createDevice(const PhysicalDevice& physicalDevice, D3D_FEATURE_LEVEL minimum,
                     DeviceProxy*& device) {
    const GUID iid = uuidof<ID3D12Device>();
    void* inner = nullptr;
    const HRESULT result =
        vkd3dCreateDevice(physicalDevice.handle, minimum, &physicalDevice.luid, &iid, &inner);
    if (SUCCEEDED(result)) device = new DeviceProxy(inner, nullptr);
    return result;
}

}  // namespace

DeviceProxy::~DeviceProxy() {
    const std::lock_guard lock(table().mutex);
    std::erase_if(table().devices, [this](const auto& entry) { return entry.second == this; });
}

HRESULT openDevice(IUnknown* adapter, D3D_FEATURE_LEVEL minimum, REFIID riid, void** out) {
    const PhysicalDevice physicalDevice = findPhysicalDevice(adapter);
    if (!physicalDevice.handle) return E_INVALIDARG;
    DeviceProxy* device = nullptr;
    {
        const std::lock_guard lock(table().mutex);
        DeviceProxy*& entry = table().devices[keyOf(physicalDevice.luid)];
        if (!entry || !entry->tryAddRef()) {
            const HRESULT result = createDevice(physicalDevice, minimum, entry);
            if (FAILED(result)) return result;
        }
        device = entry;
    }
    const HRESULT result =
        reaches(device, minimum) ? device->QueryInterface(riid, out) : E_INVALIDARG;
    device->Release();
    return result;
}

}  // namespace baker::host
