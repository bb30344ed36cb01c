// What makes a command or a structure of vk.xml available.
#pragma once

#include <bitset>
#include <cstdint>

#include "vk_extensions.hpp"

namespace baker {

// A core version (0: none) together with extensions.
struct Provider {
    uint32_t version;
    uint32_t extensionCount;
    Extension extensions[4];

    bool available(uint32_t apiVersion, const std::bitset<kExtensionCount>& enabled) const {
        for (uint32_t i = 0; i < extensionCount; ++i)
            if (!enabled[static_cast<size_t>(extensions[i])]) return false;
        return version <= apiVersion;
    }
};

}  // namespace baker
