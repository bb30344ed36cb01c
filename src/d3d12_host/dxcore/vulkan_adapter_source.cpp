// The adapters of the host over vkd3d: the physical devices of the Vulkan driver, asked through an
// instance of our own that lives no longer than the question.
#include <cstdio>

#include "dxcore/adapter_source.hpp"
#include "vulkan/adapters.hpp"
#include "vulkan/vulkan_driver.hpp"

namespace baker::host {

namespace {

VkInstance createInstance(const VulkanDriver& driver) {
    const auto create = reinterpret_cast<PFN_vkCreateInstance>(
        driver.getInstanceProcAddr(nullptr, "vkCreateInstance"));
    VkApplicationInfo application = {VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.apiVersion = VK_API_VERSION_1_1;
    VkInstanceCreateInfo info = {VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    VkInstance instance = VK_NULL_HANDLE;
    return create && create(&info, nullptr, &instance) == VK_SUCCESS ? instance : VK_NULL_HANDLE;
}

void destroyInstance(const VulkanDriver& driver, VkInstance instance) {
    reinterpret_cast<PFN_vkDestroyInstance>(
        driver.getInstanceProcAddr(instance, "vkDestroyInstance"))(instance, nullptr);
}

}  // namespace

bool queryBudget(const AdapterInfo& adapter, bool local, DXCoreAdapterMemoryBudget& budget) {
    const VulkanDriver& driver = vulkanDriver();
    const VkInstance instance = driver.getInstanceProcAddr ? createInstance(driver) : nullptr;
    if (!instance) return false;
    bool known = false;
    for (const VkPhysicalDevice device : physicalDevices(instance)) {
        const LUID luid = describe(instance, device).luid;
        if (luid.LowPart == adapter.luid.LowPart && luid.HighPart == adapter.luid.HighPart)
            known = readBudget(instance, device, local, budget);
    }
    destroyInstance(driver, instance);
    return known;
}

HRESULT listAdapters(std::vector<AdapterInfo>& adapters) {
    const VulkanDriver& driver = vulkanDriver();
    if (!driver.getInstanceProcAddr) {
        std::fprintf(stderr, "d3d12_host: no Vulkan driver, so no adapter: %s: %s\n",
                     driver.library.c_str(), driver.error.c_str());
        return S_OK;
    }
    const VkInstance instance = createInstance(driver);
    if (!instance) return E_FAIL;
    for (const VkPhysicalDevice device : physicalDevices(instance))
        adapters.push_back(describe(instance, device));
    destroyInstance(driver, instance);
    return S_OK;
}

}  // namespace baker::host
