#include "adapter.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace baker {
namespace {

bool sameLuid(const LUID& a, const LUID& b) {
    return a.LowPart == b.LowPart && a.HighPart == b.HighPart;
}

// Leaves `value` as it is when the adapter does not know the property.
template <typename T>
void read(IDXCoreAdapter* adapter, DXCoreAdapterProperty property, T& value) {
    T read{};
    if (SUCCEEDED(adapter->GetProperty(property, sizeof(T), &read))) value = read;
}

std::string readDescription(IDXCoreAdapter* adapter) {
    size_t size = 0;
    constexpr auto kProperty = DXCoreAdapterProperty::DriverDescription;
    if (FAILED(adapter->GetPropertySize(kProperty, &size)) || size == 0) return "unknown adapter";
    std::string text(size, '\0');
    if (FAILED(adapter->GetProperty(kProperty, size, text.data()))) return "unknown adapter";
    text.resize(strnlen(text.data(), size));
    return text;
}

Adapter describe(ComPtr<IDXCoreAdapter> dxcore) {
    Adapter adapter;
    IDXCoreAdapter* source = dxcore.Get();
    read(source, DXCoreAdapterProperty::InstanceLuid, adapter.luid);
    read(source, DXCoreAdapterProperty::DriverVersion, adapter.driverVersion);
    read(source, DXCoreAdapterProperty::HardwareID, adapter.hardwareId);
    read(source, DXCoreAdapterProperty::IsHardware, adapter.isHardware);
    read(source, DXCoreAdapterProperty::IsIntegrated, adapter.isIntegrated);
    read(source, DXCoreAdapterProperty::DedicatedAdapterMemory, adapter.dedicatedAdapterMemory);
    read(source, DXCoreAdapterProperty::DedicatedSystemMemory, adapter.dedicatedSystemMemory);
    read(source, DXCoreAdapterProperty::SharedSystemMemory, adapter.sharedSystemMemory);
    adapter.tellsBudget = source->IsQueryStateSupported(DXCoreAdapterState::AdapterMemoryBudget);
    adapter.description = readDescription(source);
    adapter.dxcore = std::move(dxcore);
    return adapter;
}

bool contains(const std::vector<Adapter>& adapters, const LUID& luid) {
    return std::any_of(adapters.begin(), adapters.end(),
                       [&](const Adapter& adapter) { return sameLuid(adapter.luid, luid); });
}

// A graphics adapter has both attributes and so appears in both lists: only a second appearance in
// one list is a duplicate worth reporting.
void append(AdapterList& list, IDXCoreAdapterList* source) {
    const std::vector<Adapter> before = list.adapters;
    for (uint32_t i = 0; i < source->GetAdapterCount(); ++i) {
        ComPtr<IDXCoreAdapter> dxcore;
        if (FAILED(source->GetAdapter(i, IID_PPV_ARGS(&dxcore))) || !dxcore->IsValid()) continue;
        Adapter adapter = describe(std::move(dxcore));
        if (contains(before, adapter.luid)) continue;
        if (contains(list.adapters, adapter.luid))
            list.duplicates.push_back(adapter.luid);
        else
            list.adapters.push_back(std::move(adapter));
    }
}

void putHardwareFirst(std::vector<Adapter>& adapters) {
    std::vector<Adapter> ordered;
    for (const bool hardware : {true, false})
        for (const Adapter& adapter : adapters)
            if (adapter.isHardware == hardware) ordered.push_back(adapter);
    adapters = std::move(ordered);
}

std::string failure(const char* call, HRESULT hr) {
    char text[128];
    snprintf(text, sizeof(text), "%s failed: 0x%08x", call, static_cast<unsigned>(hr));
    return text;
}

}  // namespace

AdapterList listAdapters(const Runtime& runtime) {
    AdapterList list;
    if (!runtime.usable()) {
        list.problem = runtime.report.problem;
        return list;
    }
    ComPtr<IDXCoreAdapterFactory> factory;
    HRESULT hr = runtime.createAdapterFactory(IID_PPV_ARGS(&factory));
    if (FAILED(hr)) {
        list.problem = failure("DXCoreCreateAdapterFactory", hr);
        return list;
    }
    const GUID attributes[] = {DXCORE_ADAPTER_ATTRIBUTE_D3D12_GRAPHICS,
                               DXCORE_ADAPTER_ATTRIBUTE_D3D12_CORE_COMPUTE};
    bool listed = false;
    for (const GUID& attribute : attributes) {
        ComPtr<IDXCoreAdapterList> source;
        hr = factory->CreateAdapterList(1, &attribute, IID_PPV_ARGS(&source));
        if (FAILED(hr)) continue;
        listed = true;
        append(list, source.Get());
    }
    if (!listed) list.problem = failure("IDXCoreAdapterFactory::CreateAdapterList", hr);
    putHardwareFirst(list.adapters);
    return list;
}

}  // namespace baker
