// Names and UUIDs by which applications recognise devices, drivers and pipeline caches.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "d3d12/adapter.hpp"

namespace baker {

using Uuid = std::array<uint8_t, VK_UUID_SIZE>;

// The same for one device in every process and after every boot (a LUID is not), so made from the
// hardware's identity; `index` tells apart several of the same make.
Uuid deviceUuid(const Adapter& adapter, uint32_t index);

// The same for one build of Baker.
Uuid driverUuid();

// The same for one build of Baker on one version of the adapter's driver.
Uuid pipelineCacheUuid(const Adapter& adapter);

}  // namespace baker
