#include "vulkan/intercept.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "vulkan/vulkan_driver.hpp"

namespace baker::host {
namespace {

PFN_vkGetDeviceProcAddr nextGetDeviceProcAddr = nullptr;

PFN_vkVoidFunction VKAPI_PTR getDeviceProcAddr(VkDevice device, const char* name);

std::vector<Interception> makeTable() {
    std::vector<Interception> all = {
        intercept("vkGetDeviceProcAddr", getDeviceProcAddr, nextGetDeviceProcAddr)};
    for (const auto table : {bindingInterceptions(), constantInterceptions(), deviceInterceptions(),
                             memoryInterceptions(), objectInterceptions(), pipelineInterceptions(),
                             shaderInterceptions(), samplerInterceptions(), viewInterceptions()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

const std::vector<Interception>& table() {
    static const std::vector<Interception>& made = *new std::vector(makeTable());
    return made;
}

const Interception* find(std::string_view name) {
    const auto row = std::ranges::find_if(
        table(), [name](const Interception& one) { return one.ours && name == one.name; });
    return row == table().end() ? nullptr : &*row;
}

PFN_vkVoidFunction VKAPI_PTR getDeviceProcAddr(VkDevice device, const char* name) {
    const Interception* row = find(name);
    return row ? row->ours : nextGetDeviceProcAddr(device, name);
}

}  // namespace

// Functions of the instance serve all devices. There is one instance, and vkd3d asks for its
// functions before it makes devices.
PFN_vkVoidFunction VKAPI_PTR vkd3dGetInstanceProcAddr(VkInstance instance, const char* name) {
    const auto get = vulkanDriver().getInstanceProcAddr;
    const Interception* asked = instance ? find(name) : nullptr;
    if (!asked) return get(instance, name);
    if (!nextGetDeviceProcAddr)
        for (const Interception& row : table()) *row.next = get(instance, row.name);
    return asked->ours;
}

PFN_vkVoidFunction vulkanDeviceFunction(VkDevice device, const char* name) {
    return nextGetDeviceProcAddr(device, name);
}

}  // namespace baker::host
