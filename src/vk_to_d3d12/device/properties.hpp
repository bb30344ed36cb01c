// Properties of a physical device: one struct, from which every structure of
// vkGetPhysicalDeviceProperties2's chain is written.
#pragma once

#include "d3d12/adapter.hpp"
#include "d3d12/capabilities.hpp"
#include "extensions.hpp"
#include "features.hpp"
#include "memory/memory_types.hpp"

namespace baker {

struct Properties {
    VkPhysicalDeviceProperties core{};
    VkPhysicalDeviceVulkan11Properties vulkan11{};
    VkPhysicalDeviceVulkan12Properties vulkan12{};
    VkPhysicalDeviceVulkan13Properties vulkan13{};
};

// `index`: of the adapter among those of the same hardware identity, so that their UUIDs differ.
Properties deviceProperties(const Adapter& adapter, const Capabilities& caps,
                            const MemoryTypes& memory, uint32_t apiVersion, uint32_t index);

// Structures that are not known are left as they are.
void writePropertyChain(const Properties& properties, void* next);

}  // namespace baker
