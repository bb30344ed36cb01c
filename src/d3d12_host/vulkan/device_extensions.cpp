#include "vulkan/device_extensions.hpp"

#include <algorithm>
#include <deque>
#include <string_view>
#include <vector>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

struct Functions {
    PFN_vkCreateDevice createDevice;
    PFN_vkEnumerateDeviceExtensionProperties enumerateExtensions;
    PFN_vkGetPhysicalDeviceFeatures2 getFeatures;
};
Functions next;

thread_local DeviceExtensions last;

// Every structure of features in the table has one, or two first ones that are wanted together.
struct Feature {
    VkStructureType type;
    void* next;
    VkBool32 enabled[2];  // the second is padding where there is none
    VkBool32 others[4] = {};
};
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceBorderColorSwizzleFeaturesEXT));
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceCustomBorderColorFeaturesEXT));
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceExtendedDynamicStateFeaturesEXT));
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceMaintenance5Features));
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceImageSlicedViewOf3DFeaturesEXT));
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceZeroInitializeDeviceMemoryFeaturesEXT));
static_assert(sizeof(Feature) >= sizeof(VkPhysicalDeviceLineRasterizationFeaturesEXT));

// What is enabled together: with the extensions that it requires of a driver of Vulkan 1.1.
struct Row {
    bool DeviceExtensions::* has;
    VkStructureType feature;
    std::vector<const char*> names;
};

constexpr VkStructureType kNoFeature = VK_STRUCTURE_TYPE_MAX_ENUM;

const Row kRows[] = {
    {&DeviceExtensions::vertexBufferSizes,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_FEATURES_EXT,
     {VK_EXT_EXTENDED_DYNAMIC_STATE_EXTENSION_NAME}},
    {&DeviceExtensions::indexBufferSizes,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_5_FEATURES,
     {VK_KHR_MAINTENANCE_5_EXTENSION_NAME, VK_KHR_DYNAMIC_RENDERING_EXTENSION_NAME,
      VK_KHR_DEPTH_STENCIL_RESOLVE_EXTENSION_NAME, VK_KHR_CREATE_RENDERPASS_2_EXTENSION_NAME}},
    {&DeviceExtensions::borderColors,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_CUSTOM_BORDER_COLOR_FEATURES_EXT,
     {VK_EXT_CUSTOM_BORDER_COLOR_EXTENSION_NAME}},
    {&DeviceExtensions::borderMappings,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_BORDER_COLOR_SWIZZLE_FEATURES_EXT,
     {VK_EXT_BORDER_COLOR_SWIZZLE_EXTENSION_NAME, VK_EXT_CUSTOM_BORDER_COLOR_EXTENSION_NAME}},
    {&DeviceExtensions::slicedViews,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_IMAGE_SLICED_VIEW_OF_3D_FEATURES_EXT,
     {VK_EXT_IMAGE_SLICED_VIEW_OF_3D_EXTENSION_NAME}},
    {&DeviceExtensions::zeroedMemory,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ZERO_INITIALIZE_DEVICE_MEMORY_FEATURES_EXT,
     {VK_EXT_ZERO_INITIALIZE_DEVICE_MEMORY_EXTENSION_NAME}},
    {&DeviceExtensions::lines,
     VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LINE_RASTERIZATION_FEATURES_EXT,
     {VK_EXT_LINE_RASTERIZATION_EXTENSION_NAME}},
    {&DeviceExtensions::sharedMemory, kNoFeature, {VK_KHR_EXTERNAL_MEMORY_FD_EXTENSION_NAME}},
};

std::vector<VkExtensionProperties> extensionsOf(VkPhysicalDevice device) {
    uint32_t count = 0;
    next.enumerateExtensions(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    next.enumerateExtensions(device, nullptr, &count, extensions.data());
    return extensions;
}

bool hasFeature(VkPhysicalDevice device, VkStructureType type) {
    if (type == kNoFeature) return true;
    if (!next.getFeatures) return false;  // a driver of Vulkan 1.0
    Feature feature = {type, nullptr, {VK_FALSE, VK_TRUE}};
    VkPhysicalDeviceFeatures2 all = {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &feature, {}};
    next.getFeatures(device, &all);
    return feature.enabled[0] && feature.enabled[1];
}

// vkd3d's description of a device with more rows of the table.
class Extended {
  public:
    explicit Extended(const VkDeviceCreateInfo& info)
        : info_(info),
          names_(info.ppEnabledExtensionNames,
                 info.ppEnabledExtensionNames + info.enabledExtensionCount) {}

    void add(const Row& row) {
        for (const char* name : row.names)
            if (!contains(name)) names_.push_back(name);
        if (row.feature != kNoFeature && !enables(row.feature))
            info_.pNext = &features_.emplace_back(
                Feature{row.feature, const_cast<void*>(info_.pNext), {VK_TRUE, VK_TRUE}});
    }

    const VkDeviceCreateInfo* info() {
        info_.enabledExtensionCount = static_cast<uint32_t>(names_.size());
        info_.ppEnabledExtensionNames = names_.data();
        return &info_;
    }

  private:
    bool contains(std::string_view name) const {
        return std::ranges::find(names_, name, [](const char* one) {
                   return std::string_view(one);
               }) != names_.end();
    }
    bool enables(VkStructureType type) const {
        auto* one = static_cast<const VkBaseInStructure*>(info_.pNext);
        while (one && one->sType != type) one = one->pNext;
        return one;
    }

    VkDeviceCreateInfo info_;
    std::vector<const char*> names_;
    std::deque<Feature> features_;
};

VkResult VKAPI_PTR createDevice(VkPhysicalDevice physical, const VkDeviceCreateInfo* info,
                                const VkAllocationCallbacks* allocator, VkDevice* device) {
    const std::vector<VkExtensionProperties> offered = extensionsOf(physical);
    const auto isOffered = [&](std::string_view name) {
        return std::ranges::any_of(
            offered, [&](const VkExtensionProperties& one) { return name == one.extensionName; });
    };
    Extended extended(*info);
    last = {};
    for (const Row& row : kRows)
        if (std::ranges::all_of(row.names, isOffered) && hasFeature(physical, row.feature)) {
            extended.add(row);
            last.*row.has = true;
        }
    return next.createDevice(physical, extended.info(), allocator, device);
}

}  // namespace

DeviceExtensions lastDeviceExtensions() {
    return last;
}

std::span<const Interception> deviceInterceptions() {
    static const Interception rows[] = {
        intercept("vkCreateDevice", createDevice, next.createDevice),
        use("vkEnumerateDeviceExtensionProperties", next.enumerateExtensions),
        use("vkGetPhysicalDeviceFeatures2", next.getFeatures),
    };
    return rows;
}

}  // namespace baker::host
