// The adapters that DXCore lists, each LUID once.
#pragma once

#include <string>
#include <vector>

#include "d3d12_api.hpp"
#include "runtime.hpp"

namespace baker {

struct Adapter {
    ComPtr<IDXCoreAdapter> dxcore;
    LUID luid{};
    std::string description;     // DriverDescription: the adapter's name
    uint64_t driverVersion = 0;  // four 16-bit parts, as Windows shows them
    DXCoreHardwareID hardwareId{};
    bool isHardware = false;
    bool isIntegrated = false;
    uint64_t dedicatedAdapterMemory = 0;  // bytes
    uint64_t dedicatedSystemMemory = 0;
    uint64_t sharedSystemMemory = 0;
    bool tellsBudget = false;  // DXCoreAdapterState::AdapterMemoryBudget can be asked
};

struct AdapterList {
    std::vector<Adapter> adapters;  // hardware before software, otherwise DXCore's order
    std::vector<LUID> duplicates;   // LUIDs that were listed again
    std::string problem;            // why DXCore could not list adapters; empty: it could
};

// Zero adapters is a valid answer. Never fails otherwise than by `problem`.
AdapterList listAdapters(const Runtime& runtime);

}  // namespace baker
