#include "instance.hpp"

#include <algorithm>
#include <cstring>

#include "base/log.hpp"
#include "base/out_array.hpp"
#include "d3d12/adapter.hpp"
#include "debug_messenger.hpp"
#include "physical_device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

uint32_t requestedVersion(const VkApplicationInfo* application) {
    const uint32_t version = application ? application->apiVersion : 0;
    return version ? VK_MAKE_API_VERSION(0, VK_API_VERSION_MAJOR(version),
                                         VK_API_VERSION_MINOR(version), 0)
                   : VK_API_VERSION_1_0;
}

void logDuplicates(const AdapterList& list) {
    for (const LUID& luid : list.duplicates)
        log::warn("adapter %08x:%08x is listed twice: the second is skipped",
                  static_cast<unsigned>(luid.HighPart), static_cast<unsigned>(luid.LowPart));
}

// How many of the adapters before `position` are of the same make.
uint32_t twinsBefore(const std::vector<Adapter>& adapters, size_t position) {
    const auto same = [&](const Adapter& other) {
        return other.description == adapters[position].description &&
               std::memcmp(&other.hardwareId, &adapters[position].hardwareId,
                           sizeof(other.hardwareId)) == 0;
    };
    return std::count_if(adapters.begin(), adapters.begin() + position, same);
}

}  // namespace

const uint32_t kApiVersion = VK_MAKE_API_VERSION(0, 1, BAKER_API_MINOR, VK_HEADER_VERSION);

Instance::Instance(const Allocator& allocator, uint32_t apiVersion, const ExtensionSet& extensions)
    : allocator_(allocator), apiVersion_(apiVersion), extensions_(extensions) {}

Instance::~Instance() {
    for (PhysicalDevice* device : physicalDevices_) device->destroy();
}

Result<Instance*> Instance::create(const VkInstanceCreateInfo& info,
                                   const VkAllocationCallbacks* callbacks) {
    const ExtensionSet extensions = TRY(enableExtensions(
        instanceExtensions(), info.enabledExtensionCount, info.ppEnabledExtensionNames));
    const Allocator allocator(callbacks);
    auto* instance = newObject<Instance>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_INSTANCE, allocator,
                                         requestedVersion(info.pApplicationInfo), extensions);
    if (!instance) return VK_ERROR_OUT_OF_HOST_MEMORY;
    return instance;
}

void Instance::destroy() {
    deleteObject(Allocator(allocator_), this);
}

Result<std::vector<PhysicalDevice*>> Instance::physicalDevices() {
    std::lock_guard lock(mutex_);
    if (!enumerated_) TRY_VK(findPhysicalDevices());
    enumerated_ = true;
    return physicalDevices_;
}

VkResult Instance::findPhysicalDevices() {
    const AdapterList list = listAdapters(Runtime::get());
    // A runtime that cannot be loaded has said so itself.
    if (!list.problem.empty() && Runtime::get().usable())
        log::warn("no adapters, so no devices: %s", list.problem.c_str());
    logDuplicates(list);
    for (size_t i = 0; i < list.adapters.size(); ++i) {
        auto device =
            PhysicalDevice::create(*this, list.adapters[i], twinsBefore(list.adapters, i));
        if (device.ok())
            physicalDevices_.push_back(device.value());
        else if (device.error() == VK_ERROR_OUT_OF_HOST_MEMORY)
            return device.error();
    }
    return VK_SUCCESS;
}

void Instance::add(DebugMessenger* messenger) {
    std::lock_guard lock(messengersMutex_);
    messengers_.push_back(messenger);
}

void Instance::remove(DebugMessenger* messenger) {
    std::lock_guard lock(messengersMutex_);
    messengers_.erase(std::remove(messengers_.begin(), messengers_.end(), messenger),
                      messengers_.end());
}

void Instance::submitMessage(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                             VkDebugUtilsMessageTypeFlagsEXT types,
                             const VkDebugUtilsMessengerCallbackDataEXT& data) {
    std::lock_guard lock(messengersMutex_);
    for (const DebugMessenger* messenger : messengers_) messenger->submit(severity, types, data);
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL EnumerateInstanceVersion(uint32_t* version) {
    *version = kApiVersion;
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL EnumerateInstanceExtensionProperties(
    const char* layer, uint32_t* count, VkExtensionProperties* properties) {
    if (layer) return VK_ERROR_LAYER_NOT_PRESENT;
    return enumerateExtensions(instanceExtensions(), count, properties);
}

VKAPI_ATTR VkResult VKAPI_CALL EnumerateInstanceLayerProperties(uint32_t* count,
                                                                VkLayerProperties*) {
    *count = 0;  // layers are the loader's
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL CreateInstance(const VkInstanceCreateInfo* info,
                                              const VkAllocationCallbacks* callbacks,
                                              VkInstance* handle) {
    auto instance = Instance::create(*info, callbacks);
    if (instance.ok()) *handle = instance.value()->handle();
    return instance.error();
}

VKAPI_ATTR void VKAPI_CALL DestroyInstance(VkInstance instance, const VkAllocationCallbacks*) {
    if (instance) Instance::from(instance)->destroy();
}

VKAPI_ATTR VkResult VKAPI_CALL EnumeratePhysicalDevices(VkInstance instance, uint32_t* count,
                                                        VkPhysicalDevice* handles) {
    auto devices = Instance::from(instance)->physicalDevices();
    if (!devices.ok()) return devices.error();
    OutArray<VkPhysicalDevice> out(handles, count);
    for (PhysicalDevice* device : devices.value())
        if (VkPhysicalDevice* handle = out.next()) *handle = device->handle();
    return out.result();
}

// Each adapter is a group of its own.
VKAPI_ATTR VkResult VKAPI_CALL EnumeratePhysicalDeviceGroups(
    VkInstance instance, uint32_t* count, VkPhysicalDeviceGroupProperties* groups) {
    auto devices = Instance::from(instance)->physicalDevices();
    if (!devices.ok()) return devices.error();
    OutArray<VkPhysicalDeviceGroupProperties> out(groups, count);
    for (PhysicalDevice* device : devices.value()) {
        VkPhysicalDeviceGroupProperties* group = out.next();
        if (!group) continue;
        group->physicalDeviceCount = 1;
        std::fill(std::begin(group->physicalDevices), std::end(group->physicalDevices),
                  VkPhysicalDevice{});
        group->physicalDevices[0] = device->handle();
        group->subsetAllocation = VK_FALSE;
    }
    return out.result();
}

}  // namespace entry
}  // namespace baker
