#include "proc_addr.hpp"

#include <algorithm>
#include <cstring>

#include "absent.hpp"
#include "commands.hpp"
#include "device/device.hpp"
#include "device/instance.hpp"
#include "device/physical_device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

const Command* find(const char* name) {
    if (!name) return nullptr;
    const auto table = commands();
    const auto it = std::lower_bound(
        table.begin(), table.end(), name,
        [](const Command& command, const char* key) { return std::strcmp(command.name, key) < 0; });
    return it != table.end() && std::strcmp(it->name, name) == 0 ? &*it : nullptr;
}

PFN_vkVoidFunction function(const Command& command) {
    if (command.function) return command.function;
    for (const AbsentCommand& absent : absentCommands())
        if (std::strcmp(absent.name, command.target) == 0) return absent.function;
    return nullptr;
}

bool available(const Command& command, uint32_t version, const ExtensionSet& extensions) {
    return std::any_of(command.providers, command.providers + command.providerCount,
                       [&](const Provider& p) { return p.available(version, extensions); });
}

// The instance's extensions, and those device extensions that some physical device has.
ExtensionSet reachableExtensions(Instance& instance) {
    ExtensionSet extensions = instance.extensions();
    auto devices = instance.physicalDevices();
    if (devices.ok())
        for (const PhysicalDevice* device : devices.value()) extensions |= device->extensions();
    return extensions;
}

uint32_t coreVersion(const Instance& instance) {
    return std::min(instance.apiVersion(), kApiVersion);
}

// What every device has: a condition that holds without capabilities holds with any.
const ExtensionSet& commonExtensions() {
    static const ExtensionSet set = deviceExtensions(Capabilities{}, Adapter{});
    return set;
}

// The loader asks for many names while it creates an instance, commands of physical devices that
// come with extensions of devices among them: those are given where the driver has them. The
// adapters, whose D3D12 devices take their time, are looked at only where the answer depends on
// them.
PFN_vkVoidFunction resolve(Instance& instance, const Command& command) {
    const uint32_t version = coreVersion(instance);
    const ExtensionSet& enabled = instance.extensions();
    if (available(command, version, enabled | commonExtensions())) return function(command);
    if (!available(command, version, enabled | knownDeviceExtensions())) return nullptr;
    if (command.level == CommandLevel::PhysicalDevice) return function(command);
    return available(command, version, reachableExtensions(instance)) ? function(command) : nullptr;
}

}  // namespace

PFN_vkVoidFunction globalCommand(const char* name) {
    const Command* command = find(name);
    return command && command->level == CommandLevel::Global ? command->function : nullptr;
}

PFN_vkVoidFunction instanceCommand(Instance& instance, const char* name) {
    const Command* command = find(name);
    if (!command) return nullptr;
    if (command->level != CommandLevel::Global) return resolve(instance, *command);
    // Of the global commands only this one may be asked for with an instance.
    return std::strcmp(name, "vkGetInstanceProcAddr") == 0 ? command->function : nullptr;
}

PFN_vkVoidFunction physicalDeviceCommand(Instance& instance, const char* name) {
    const Command* command = find(name);
    if (!command || command->level != CommandLevel::PhysicalDevice) return nullptr;
    return resolve(instance, *command);
}

PFN_vkVoidFunction deviceCommand(Device& device, const char* name) {
    const Command* command = find(name);
    if (!command || command->level != CommandLevel::Device) return nullptr;
    Instance& instance = device.physicalDevice().instance();
    const ExtensionSet extensions = instance.extensions() | device.extensions();
    return available(*command, coreVersion(instance), extensions) ? function(*command) : nullptr;
}

namespace entry {

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL GetInstanceProcAddr(VkInstance instance,
                                                             const char* name) {
    return instance ? instanceCommand(*Instance::from(instance), name) : globalCommand(name);
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL GetDeviceProcAddr(VkDevice device, const char* name) {
    return deviceCommand(*Device::from(device), name);
}

}  // namespace entry
}  // namespace baker
