// What DXCore's objects (dxcore/dxcore.cpp) tell about an adapter, and where the adapters come
// from: each host links its own listAdapters.
#pragma once

#include <string>
#include <vector>

#include "com/com_object.hpp"

namespace baker::host {

struct AdapterInfo {
    LUID luid{};  // the same in every process and library for as long as the machine runs
    std::string description;
    uint64_t driverVersion = 0;  // four 16-bit parts, the most significant first
    uint32_t vendorId = 0;
    uint32_t deviceId = 0;
    bool isHardware = false;
    bool isIntegrated = false;
    uint64_t dedicatedAdapterMemory = 0;  // bytes
    uint64_t dedicatedSystemMemory = 0;
    uint64_t sharedSystemMemory = 0;
};

// An error is what DXCoreCreateAdapterFactory returns. An empty list is none.
HRESULT listAdapters(std::vector<AdapterInfo>& adapters);

// How much of the adapter's own (`local`) or shared memory may be used, and is. False: nobody
// knows. As D3D12 has it, all memory of a unified architecture is local.
bool queryBudget(const AdapterInfo& adapter, bool local, DXCoreAdapterMemoryBudget& budget);

}  // namespace baker::host
