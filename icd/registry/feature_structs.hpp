// The structures that name features, made by generate.py from vk.xml: those that extend
// VkPhysicalDeviceFeatures2, and VkPhysicalDeviceFeatures itself.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <span>

#include "provider.hpp"
#include "vk_features.hpp"

namespace baker {

struct FeatureMember {
    uint32_t offset;  // of a VkBool32, in bytes
    Feature feature;
};

struct FeatureStruct {
    VkStructureType type;
    std::span<const FeatureMember> members;
    const Provider* providers;  // any of them suffices
    uint32_t providerCount;
};

std::span<const FeatureStruct> featureStructs();
std::span<const FeatureMember> coreFeatures();
const char* featureName(Feature feature);

}  // namespace baker
