#include "extensions.hpp"

#include <algorithm>
#include <cstring>

#include "base/log.hpp"
#include "base/out_array.hpp"
#include "extension_infos.hpp"
#include "resource/format_features.hpp"
#include "resource/sampler.hpp"

namespace baker {
namespace {

void add(ExtensionSet& set, Extension extension, bool condition = true) {
    set.set(static_cast<size_t>(extension), condition);
}

// The extension of that name in `set`, or kExtensionCount.
size_t find(const ExtensionSet& set, const char* name) {
    const auto infos = extensionInfos();
    for (size_t i = 0; i < kExtensionCount; ++i)
        if (set[i] && std::strcmp(infos[i].name, name) == 0) return i;
    return kExtensionCount;
}

}  // namespace

const ExtensionSet& instanceExtensions() {
    static const ExtensionSet set = [] {
        ExtensionSet set;
#define INSTANCE(extension) add(set, Extension::extension);
#define DEVICE(extension, condition)
#include "extensions.def"
#undef INSTANCE
#undef DEVICE
        return set;
    }();
    return set;
}

const ExtensionSet& knownDeviceExtensions() {
    static const ExtensionSet set = [] {
        ExtensionSet set;
#define INSTANCE(extension)
#define DEVICE(extension, condition) add(set, Extension::extension);
#include "extensions.def"
#undef INSTANCE
#undef DEVICE
        return set;
    }();
    return set;
}

ExtensionSet deviceExtensions(const Capabilities& caps, const Adapter& adapter) {
    ExtensionSet set;
#define INSTANCE(extension)
#define DEVICE(extension, condition) add(set, Extension::extension, condition);
#include "extensions.def"
#undef INSTANCE
#undef DEVICE
    return set;
}

VkResult enumerateExtensions(const ExtensionSet& set, uint32_t* count,
                             VkExtensionProperties* properties) {
    OutArray<VkExtensionProperties> out(properties, count);
    for (size_t i = 0; i < kExtensionCount; ++i) {
        if (!set[i]) continue;
        if (VkExtensionProperties* property = out.next()) {
            *property = {};
            std::strncpy(property->extensionName, extensionInfos()[i].name,
                         VK_MAX_EXTENSION_NAME_SIZE - 1);
            property->specVersion = extensionInfos()[i].specVersion;
        }
    }
    return out.result();
}

Result<ExtensionSet> enableExtensions(const ExtensionSet& supported, uint32_t count,
                                      const char* const* names) {
    ExtensionSet enabled;
    for (uint32_t i = 0; i < count; ++i) {
        const size_t index = find(supported, names[i]);
        if (index == kExtensionCount) {
            log::warn("extension %s is not supported", names[i]);
            return VK_ERROR_EXTENSION_NOT_PRESENT;
        }
        enabled.set(index);
    }
    return enabled;
}

}  // namespace baker
