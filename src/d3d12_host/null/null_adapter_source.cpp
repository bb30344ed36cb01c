#include "dxcore/adapter_source.hpp"
#include "null/settings.hpp"

namespace baker::host {

namespace {

AdapterInfo nullAdapter(uint32_t index) {
    AdapterInfo info;
    info.luid = {index + 1, 0};
    info.description = "Null adapter " + std::to_string(index);
    info.driverVersion = uint64_t{1} << 48;
    info.vendorId = 0x1414;  // Microsoft's, as their own software adapter has
    info.isHardware = true;
    info.dedicatedAdapterMemory = uint64_t{8} << 30;
    info.sharedSystemMemory = uint64_t{8} << 30;
    return info;
}

}  // namespace

HRESULT listAdapters(std::vector<AdapterInfo>& adapters) {
    if (nullSettings().failFactory) return E_FAIL;
    for (uint32_t i = 0; i < nullSettings().adapters; ++i)
        adapters.insert(adapters.end(), nullSettings().duplicateAdapters ? 2 : 1, nullAdapter(i));
    return S_OK;
}

bool queryBudget(const AdapterInfo& adapter, bool local, DXCoreAdapterMemoryBudget& budget) {
    budget = {};
    budget.budget = local ? adapter.dedicatedAdapterMemory : adapter.sharedSystemMemory;
    return true;
}

}  // namespace baker::host
