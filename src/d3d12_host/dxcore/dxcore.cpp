// libdxcore.so: DXCore's factory, list and adapter over a list of AdapterInfo.
#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>

#include "dxcore/adapter_source.hpp"

namespace baker::host {

namespace {

using Adapters = std::shared_ptr<const std::vector<AdapterInfo>>;

constexpr GUID kUnknown = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

// dxcore_interface.h declares these without defining them.
constexpr GUID kSupportedAttributes[] = {
    {0x0c9ece4d,
     0x2f6e,
     0x4f01,
     {0x8c, 0x96, 0xe8, 0x9e, 0x33, 0x1b, 0x47, 0xb1}},  // D3D12_GRAPHICS
    {0x248e2800,
     0xa793,
     0x4724,
     {0xab, 0xaa, 0x23, 0xa6, 0xde, 0x1b, 0xe0, 0x90}},  // D3D12_CORE_COMPUTE
    {0xb69eb219,
     0x3ded,
     0x4464,
     {0x97, 0x9f, 0x00, 0x0b, 0xd4, 0x68, 0x70, 0x06}},  // HARDWARE_TYPE_GPU
};

HRESULT createFactory(const Adapters& adapters, REFIID riid, void** out);

// ---- properties

template <class T>
void copyValue(const T& value, void* out) {
    std::memcpy(out, &value, sizeof(value));
}

// A row of the table of properties: the size of the value, and the value itself.
struct Property {
    DXCoreAdapterProperty property;
    size_t (*size)(const AdapterInfo&);
    void (*get)(const AdapterInfo&, void*);
};

template <auto Member>
size_t memberSize(const AdapterInfo& info) {
    return sizeof(info.*Member);
}
template <auto Member>
void getMember(const AdapterInfo& info, void* out) {
    copyValue(info.*Member, out);
}
template <auto Member>
constexpr Property memberProperty(DXCoreAdapterProperty property) {
    return {property, memberSize<Member>, getMember<Member>};
}

size_t descriptionSize(const AdapterInfo& info) {
    return info.description.size() + 1;
}
void getDescription(const AdapterInfo& info, void* out) {
    std::memcpy(out, info.description.c_str(), info.description.size() + 1);
}
size_t hardwareIdSize(const AdapterInfo&) {
    return sizeof(DXCoreHardwareID);
}
void getHardwareId(const AdapterInfo& info, void* out) {
    copyValue(DXCoreHardwareID{info.vendorId, info.deviceId, 0, 0}, out);
}
size_t hardwareIdPartsSize(const AdapterInfo&) {
    return sizeof(DXCoreHardwareIDParts);
}
void getHardwareIdParts(const AdapterInfo& info, void* out) {
    copyValue(DXCoreHardwareIDParts{info.vendorId, info.deviceId, 0, 0, 0}, out);
}
size_t boolSize(const AdapterInfo&) {
    return sizeof(bool);
}
void getFalse(const AdapterInfo&, void* out) {
    copyValue(false, out);
}

constexpr Property kProperties[] = {
    memberProperty<&AdapterInfo::luid>(DXCoreAdapterProperty::InstanceLuid),
    memberProperty<&AdapterInfo::driverVersion>(DXCoreAdapterProperty::DriverVersion),
    {DXCoreAdapterProperty::DriverDescription, descriptionSize, getDescription},
    {DXCoreAdapterProperty::HardwareID, hardwareIdSize, getHardwareId},
    {DXCoreAdapterProperty::HardwareIDParts, hardwareIdPartsSize, getHardwareIdParts},
    memberProperty<&AdapterInfo::dedicatedAdapterMemory>(
        DXCoreAdapterProperty::DedicatedAdapterMemory),
    memberProperty<&AdapterInfo::dedicatedSystemMemory>(
        DXCoreAdapterProperty::DedicatedSystemMemory),
    memberProperty<&AdapterInfo::sharedSystemMemory>(DXCoreAdapterProperty::SharedSystemMemory),
    memberProperty<&AdapterInfo::isHardware>(DXCoreAdapterProperty::IsHardware),
    memberProperty<&AdapterInfo::isIntegrated>(DXCoreAdapterProperty::IsIntegrated),
    {DXCoreAdapterProperty::IsDetachable, boolSize, getFalse},
};

const Property* findProperty(DXCoreAdapterProperty property) {
    const auto* row = std::ranges::find(kProperties, property, &Property::property);
    return row == std::end(kProperties) ? nullptr : row;
}

// ---- objects

class Adapter final : public ComObject<IDXCoreAdapter> {
  public:
    Adapter(Adapters adapters, const AdapterInfo& info)
        : adapters_(std::move(adapters)), info_(info) {}

    bool STDMETHODCALLTYPE IsValid() override { return true; }
    bool STDMETHODCALLTYPE IsAttributeSupported(REFGUID attribute) override {
        return contains(kSupportedAttributes, attribute);
    }
    bool STDMETHODCALLTYPE IsPropertySupported(DXCoreAdapterProperty property) override {
        return findProperty(property) != nullptr;
    }
    HRESULT STDMETHODCALLTYPE GetProperty(DXCoreAdapterProperty property, size_t size,
                                          void* data) override {
        const Property* row = findProperty(property);
        if (!row) return DXGI_ERROR_UNSUPPORTED;
        if (!data) return E_POINTER;
        if (size < row->size(info_)) return E_INVALIDARG;
        row->get(info_, data);
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetPropertySize(DXCoreAdapterProperty property,
                                              size_t* size) override {
        const Property* row = findProperty(property);
        if (!row) return DXGI_ERROR_UNSUPPORTED;
        if (!size) return E_POINTER;
        *size = row->size(info_);
        return S_OK;
    }
    bool STDMETHODCALLTYPE IsQueryStateSupported(DXCoreAdapterState state) override {
        DXCoreAdapterMemoryBudget budget;
        return state == DXCoreAdapterState::AdapterMemoryBudget && queryBudget(info_, true, budget);
    }
    HRESULT STDMETHODCALLTYPE QueryState(DXCoreAdapterState state, size_t inputSize,
                                         const void* input, size_t size, void* data) override {
        if (state != DXCoreAdapterState::AdapterMemoryBudget) return DXGI_ERROR_UNSUPPORTED;
        if (!input || !data) return E_POINTER;
        DXCoreAdapterMemoryBudgetNodeSegmentGroup group;
        DXCoreAdapterMemoryBudget budget;
        if (inputSize < sizeof(group) || size < sizeof(budget)) return E_INVALIDARG;
        std::memcpy(&group, input, sizeof(group));
        if (group.nodeIndex != 0) return E_INVALIDARG;
        if (!queryBudget(info_, group.segmentGroup == DXCoreSegmentGroup::Local, budget))
            return DXGI_ERROR_UNSUPPORTED;
        std::memcpy(data, &budget, sizeof(budget));
        return S_OK;
    }
    bool STDMETHODCALLTYPE IsSetStateSupported(DXCoreAdapterState) override { return false; }
    HRESULT STDMETHODCALLTYPE SetState(DXCoreAdapterState, size_t, const void*, size_t,
                                       const void*) override {
        return DXGI_ERROR_UNSUPPORTED;
    }
    HRESULT STDMETHODCALLTYPE GetFactory(REFIID riid, void** out) override {
        return createFactory(adapters_, riid, out);
    }

  private:
    bool answers(REFIID riid) const override {
        return riid == kUnknown || riid == uuidof<IDXCoreAdapter>();
    }

    const Adapters adapters_;
    const AdapterInfo& info_;  // in *adapters_
};

class AdapterList final : public ComObject<IDXCoreAdapterList> {
  public:
    explicit AdapterList(Adapters adapters) : adapters_(std::move(adapters)) {
        for (const AdapterInfo& info : *adapters_) order_.push_back(&info);
    }

    HRESULT STDMETHODCALLTYPE GetAdapter(uint32_t index, REFIID riid, void** out) override {
        if (!out) return E_POINTER;
        *out = nullptr;
        return index < order_.size() ? handOut(new Adapter(adapters_, *order_[index]), riid, out)
                                     : E_INVALIDARG;
    }
    uint32_t STDMETHODCALLTYPE GetAdapterCount() override {
        return static_cast<uint32_t>(order_.size());
    }
    bool STDMETHODCALLTYPE IsStale() override { return false; }
    HRESULT STDMETHODCALLTYPE GetFactory(REFIID riid, void** out) override {
        return createFactory(adapters_, riid, out);
    }
    // The first preference weighs most: sort by the last first, keeping the order of equals.
    HRESULT STDMETHODCALLTYPE Sort(uint32_t count,
                                   const DXCoreAdapterPreference* preferences) override {
        if (count == 0 || !preferences) return E_INVALIDARG;
        for (uint32_t i = count; i-- > 0;)
            std::ranges::stable_partition(
                order_, [&](const AdapterInfo* a) { return prefers(preferences[i], *a); });
        return S_OK;
    }
    bool STDMETHODCALLTYPE
    IsAdapterPreferenceSupported(DXCoreAdapterPreference preference) override {
        return preference == DXCoreAdapterPreference::Hardware ||
               preference == DXCoreAdapterPreference::MinimumPower ||
               preference == DXCoreAdapterPreference::HighPerformance;
    }

  private:
    static bool prefers(DXCoreAdapterPreference preference, const AdapterInfo& info) {
        switch (preference) {
            case DXCoreAdapterPreference::Hardware:
                return info.isHardware;
            case DXCoreAdapterPreference::MinimumPower:
                return info.isIntegrated;
            case DXCoreAdapterPreference::HighPerformance:
                return info.isHardware && !info.isIntegrated;
            default:
                return false;
        }
    }
    bool answers(REFIID riid) const override {
        return riid == kUnknown || riid == uuidof<IDXCoreAdapterList>();
    }

    const Adapters adapters_;
    std::vector<const AdapterInfo*> order_;
};

class Factory final : public ComObject<IDXCoreAdapterFactory> {
  public:
    explicit Factory(Adapters adapters) : adapters_(std::move(adapters)) {}

    HRESULT STDMETHODCALLTYPE CreateAdapterList(uint32_t count, const GUID* attributes, REFIID riid,
                                                void** out) override {
        if (!out) return E_POINTER;
        *out = nullptr;
        if (count == 0 || !attributes) return E_INVALIDARG;
        const bool all = std::all_of(attributes, attributes + count, [](const GUID& a) {
            return contains(kSupportedAttributes, a);
        });
        static const Adapters& kNone =
            *new Adapters(std::make_shared<const std::vector<AdapterInfo>>());
        return handOut(new AdapterList(all ? adapters_ : kNone), riid, out);
    }
    HRESULT STDMETHODCALLTYPE GetAdapterByLuid(const LUID& luid, REFIID riid, void** out) override {
        if (!out) return E_POINTER;
        *out = nullptr;
        const auto match = [&](const AdapterInfo& info) {
            return info.luid.LowPart == luid.LowPart && info.luid.HighPart == luid.HighPart;
        };
        const auto info = std::ranges::find_if(*adapters_, match);
        return info == adapters_->end() ? E_INVALIDARG
                                        : handOut(new Adapter(adapters_, *info), riid, out);
    }
    bool STDMETHODCALLTYPE IsNotificationTypeSupported(DXCoreNotificationType) override {
        return false;
    }
    HRESULT STDMETHODCALLTYPE RegisterEventNotification(IUnknown*, DXCoreNotificationType,
                                                        PFN_DXCORE_NOTIFICATION_CALLBACK, void*,
                                                        uint32_t*) override {
        return DXGI_ERROR_UNSUPPORTED;
    }
    HRESULT STDMETHODCALLTYPE UnregisterEventNotification(uint32_t) override {
        return E_INVALIDARG;
    }

  private:
    bool answers(REFIID riid) const override {
        return riid == kUnknown || riid == uuidof<IDXCoreAdapterFactory>();
    }

    const Adapters adapters_;
};

HRESULT createFactory(const Adapters& adapters, REFIID riid, void** out) {
    return handOut(new Factory(adapters), riid, out);
}

}  // namespace

}  // namespace baker::host

extern "C" __attribute__((visibility("default"))) HRESULT
DXCoreCreateAdapterFactory(REFIID riid, void** factory);

HRESULT DXCoreCreateAdapterFactory(REFIID riid, void** factory) {
    using namespace baker::host;
    if (!factory) return E_POINTER;
    *factory = nullptr;
    std::vector<AdapterInfo> adapters;
    const HRESULT result = listAdapters(adapters);
    if (FAILED(result)) return result;
    return createFactory(std::make_shared<const std::vector<AdapterInfo>>(std::move(adapters)),
                         riid, factory);
}
