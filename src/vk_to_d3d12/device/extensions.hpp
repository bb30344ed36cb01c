// The extensions that Baker implements: extensions.def, and nothing else, decides what is
// enumerated, what may be enabled and which commands resolve.
#pragma once

#include <bitset>

#include "base/result.hpp"
#include "d3d12/adapter.hpp"
#include "d3d12/capabilities.hpp"
#include "vk_extensions.hpp"

namespace baker {

using ExtensionSet = std::bitset<kExtensionCount>;

inline bool has(const ExtensionSet& set, Extension extension) {
    return set[static_cast<size_t>(extension)];
}

const ExtensionSet& instanceExtensions();
const ExtensionSet& knownDeviceExtensions();  // of any device
ExtensionSet deviceExtensions(const Capabilities& caps, const Adapter& adapter);

// vkEnumerate*ExtensionProperties of the extensions in `set`. VK_INCOMPLETE when the array is too
// short.
VkResult enumerateExtensions(const ExtensionSet& set, uint32_t* count,
                             VkExtensionProperties* properties);

// The set of `names`, all of them in `supported`; else VK_ERROR_EXTENSION_NOT_PRESENT, logged.
Result<ExtensionSet> enableExtensions(const ExtensionSet& supported, uint32_t count,
                                      const char* const* names);

}  // namespace baker
