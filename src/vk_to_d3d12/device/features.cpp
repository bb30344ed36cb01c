#include "features.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "base/log.hpp"
#include "feature_structs.hpp"
#include "resource/format_features.hpp"
#include "resource/sampler.hpp"

namespace baker {
namespace {

const FeatureStruct* find(VkStructureType type) {
    for (const FeatureStruct& s : featureStructs())
        if (s.type == type) return &s;
    return nullptr;
}

bool provided(const FeatureStruct& s, uint32_t apiVersion, const ExtensionSet& extensions) {
    return std::any_of(s.providers, s.providers + s.providerCount,
                       [&](const Provider& p) { return p.available(apiVersion, extensions); });
}

VkBool32& at(void* base, const FeatureMember& member) {
    return *reinterpret_cast<VkBool32*>(static_cast<char*>(base) + member.offset);
}

VkBool32 at(const void* base, const FeatureMember& member) {
    return *reinterpret_cast<const VkBool32*>(static_cast<const char*>(base) + member.offset);
}

// Adds to `enabled` what the structure at `base` asks for.
VkResult enable(const FeatureSet& supported, std::span<const FeatureMember> members,
                const void* base, FeatureSet& enabled) {
    for (const FeatureMember& member : members) {
        if (!at(base, member)) continue;
        if (!has(supported, member.feature)) {
            log::warn("feature %s is not supported", featureName(member.feature));
            return VK_ERROR_FEATURE_NOT_PRESENT;
        }
        enabled.set(static_cast<size_t>(member.feature));
    }
    return VK_SUCCESS;
}

}  // namespace

FeatureSet supportedFeatures([[maybe_unused]] const Capabilities& caps) {
    FeatureSet set;
#define X(feature, condition) set.set(static_cast<size_t>(Feature::feature), condition);
#include "features.def"
#undef X
    return set;
}

uint32_t supportedVersion(const FeatureSet& features, uint32_t newest) {
    constexpr Feature kOfVulkan13[] = {
        Feature::bufferDeviceAddress,
        Feature::computeFullSubgroups,
        Feature::dynamicRendering,
        Feature::inlineUniformBlock,
        Feature::maintenance4,
        Feature::pipelineCreationCacheControl,
        Feature::privateData,
        Feature::robustImageAccess,
        Feature::shaderDemoteToHelperInvocation,
        Feature::shaderIntegerDotProduct,
        Feature::shaderTerminateInvocation,
        Feature::shaderZeroInitializeWorkgroupMemory,
        Feature::subgroupSizeControl,
        Feature::synchronization2,
        Feature::vulkanMemoryModel,
        Feature::vulkanMemoryModelDeviceScope,
    };
    const bool all = std::ranges::all_of(kOfVulkan13, [&](Feature f) { return has(features, f); });
    if (all || newest < VK_API_VERSION_1_3) return newest;
    return VK_MAKE_API_VERSION(0, 1, 2, VK_API_VERSION_PATCH(newest));
}

void writeFeatures(const FeatureSet& features, VkPhysicalDeviceFeatures& out) {
    for (const FeatureMember& member : coreFeatures())
        at(&out, member) = has(features, member.feature);
}

void writeFeatureChain(const FeatureSet& features, uint32_t apiVersion,
                       const ExtensionSet& extensions, void* next) {
    for (auto* s = static_cast<VkBaseOutStructure*>(next); s; s = s->pNext) {
        const FeatureStruct* known = find(s->sType);
        if (!known) continue;
        const bool available = provided(*known, apiVersion, extensions);
        for (const FeatureMember& member : known->members)
            at(s, member) = available && has(features, member.feature);
    }
}

Result<FeatureSet> enableFeatures(const FeatureSet& supported, const VkDeviceCreateInfo& info) {
    FeatureSet enabled;
    if (info.pEnabledFeatures)
        TRY_VK(enable(supported, coreFeatures(), info.pEnabledFeatures, enabled));
    for (auto* s = static_cast<const VkBaseInStructure*>(info.pNext); s; s = s->pNext) {
        if (s->sType == VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2) {
            const auto& features = reinterpret_cast<const VkPhysicalDeviceFeatures2*>(s)->features;
            TRY_VK(enable(supported, coreFeatures(), &features, enabled));
        } else if (const FeatureStruct* known = find(s->sType)) {
            TRY_VK(enable(supported, known->members, s, enabled));
        }
    }
    return enabled;
}

}  // namespace baker
