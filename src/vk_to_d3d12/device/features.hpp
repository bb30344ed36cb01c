// Features: features.def says where each one is supported; the structures that name them come from
// vk.xml.
#pragma once

#include <bitset>

#include "base/result.hpp"
#include "d3d12/capabilities.hpp"
#include "extensions.hpp"
#include "vk_features.hpp"

namespace baker {

using FeatureSet = std::bitset<kFeatureCount>;

inline bool has(const FeatureSet& set, Feature feature) {
    return set[static_cast<size_t>(feature)];
}

FeatureSet supportedFeatures(const Capabilities& caps);

// Vulkan 1.3 where all features that it demands are supported (Vulkan spec, "Feature
// Requirements"), else 1.2; `newest` as long as it is older.
uint32_t supportedVersion(const FeatureSet& features, uint32_t newest);

// Writes VkPhysicalDeviceFeatures, and every structure of features in the chain `next`. A structure
// that neither `apiVersion` nor `extensions` provide has no supported feature; one that is unknown
// is left as it is.
void writeFeatures(const FeatureSet& features, VkPhysicalDeviceFeatures& out);
void writeFeatureChain(const FeatureSet& features, uint32_t apiVersion,
                       const ExtensionSet& extensions, void* next);

// The features that vkCreateDevice is asked for, all of them in `supported`; else
// VK_ERROR_FEATURE_NOT_PRESENT, logged.
Result<FeatureSet> enableFeatures(const FeatureSet& supported, const VkDeviceCreateInfo& info);

}  // namespace baker
