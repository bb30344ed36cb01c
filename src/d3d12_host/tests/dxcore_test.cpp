// DXCore's objects, over the adapters of the Vulkan driver.
#include <cstring>
#include <string>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

constexpr GUID kGraphics = {
    0x0c9ece4d, 0x2f6e, 0x4f01, {0x8c, 0x96, 0xe8, 0x9e, 0x33, 0x1b, 0x47, 0xb1}};
constexpr GUID kCoreCompute = {
    0x248e2800, 0xa793, 0x4724, {0xab, 0xaa, 0x23, 0xa6, 0xde, 0x1b, 0xe0, 0x90}};

class DxcoreTest : public testing::Test {
  protected:
    ComPtr<IDXCoreAdapterList> list(std::initializer_list<GUID> attributes) {
        return create<IDXCoreAdapterList>([&](REFIID riid, void** out) {
            return factory->CreateAdapterList(static_cast<uint32_t>(attributes.size()),
                                              attributes.begin(), riid, out);
        });
    }
    ComPtr<IDXCoreAdapter> adapter() {
        return create<IDXCoreAdapter>(
            [&](REFIID riid, void** out) { return list({kGraphics})->GetAdapter(0, riid, out); });
    }
    template <class T>
    T property(IDXCoreAdapter* of, DXCoreAdapterProperty which) {
        size_t size = 0;
        EXPECT_EQ(of->GetPropertySize(which, &size), S_OK);
        EXPECT_EQ(size, sizeof(T));
        T value{};
        EXPECT_EQ(of->GetProperty(which, sizeof(T), &value), S_OK);
        EXPECT_TRUE(of->IsPropertySupported(which));
        return value;
    }

    const ComPtr<IDXCoreAdapterFactory> factory = create<IDXCoreAdapterFactory>(
        [](REFIID riid, void** out) { return DXCoreCreateAdapterFactory(riid, out); });
};

TEST_F(DxcoreTest, FiltersByAttributes) {
    EXPECT_GT(list({kGraphics})->GetAdapterCount(), 0u);
    EXPECT_EQ(list({kGraphics, kCoreCompute})->GetAdapterCount(),
              list({kGraphics})->GetAdapterCount());
    EXPECT_EQ(list({kGraphics, kUnknown})->GetAdapterCount(), 0u);
    void* none = nullptr;
    EXPECT_EQ(factory->CreateAdapterList(0, nullptr, uuidof<IDXCoreAdapterList>(), &none),
              E_INVALIDARG);
    EXPECT_TRUE(adapter()->IsAttributeSupported(kCoreCompute));
    EXPECT_FALSE(adapter()->IsAttributeSupported(kUnknown));
}

TEST_F(DxcoreTest, DescribesItsAdapters) {
    const auto one = adapter();
    EXPECT_TRUE(one->IsValid());
    size_t size = 0;
    ASSERT_EQ(one->GetPropertySize(DXCoreAdapterProperty::DriverDescription, &size), S_OK);
    std::string description(size, '?');
    ASSERT_EQ(one->GetProperty(DXCoreAdapterProperty::DriverDescription, size, description.data()),
              S_OK);
    EXPECT_EQ(std::strlen(description.c_str()) + 1, size);
    EXPECT_GT(size, 1u);
    EXPECT_EQ(
        one->GetProperty(DXCoreAdapterProperty::DriverDescription, size - 1, description.data()),
        E_INVALIDARG);

    EXPECT_NE(property<uint64_t>(one.Get(), DXCoreAdapterProperty::DriverVersion), 0u);
    const auto id = property<DXCoreHardwareID>(one.Get(), DXCoreAdapterProperty::HardwareID);
    const auto parts =
        property<DXCoreHardwareIDParts>(one.Get(), DXCoreAdapterProperty::HardwareIDParts);
    EXPECT_NE(id.vendorID, 0u);
    EXPECT_EQ(id.vendorID, parts.vendorID);
    EXPECT_GT(property<uint64_t>(one.Get(), DXCoreAdapterProperty::DedicatedAdapterMemory) +
                  property<uint64_t>(one.Get(), DXCoreAdapterProperty::SharedSystemMemory),
              0u);
    property<uint64_t>(one.Get(), DXCoreAdapterProperty::DedicatedSystemMemory);
    property<bool>(one.Get(), DXCoreAdapterProperty::IsHardware);
    property<bool>(one.Get(), DXCoreAdapterProperty::IsIntegrated);
    EXPECT_FALSE(one->IsPropertySupported(DXCoreAdapterProperty::KmdModelVersion));
    EXPECT_EQ(one->GetProperty(DXCoreAdapterProperty::KmdModelVersion, 8, &size),
              DXGI_ERROR_UNSUPPORTED);
}

TEST_F(DxcoreTest, FindsAdaptersByLuid) {
    const LUID luid = property<LUID>(adapter().Get(), DXCoreAdapterProperty::InstanceLuid);
    const auto found = create<IDXCoreAdapter>(
        [&](REFIID riid, void** out) { return factory->GetAdapterByLuid(luid, riid, out); });
    const LUID same = property<LUID>(found.Get(), DXCoreAdapterProperty::InstanceLuid);
    EXPECT_EQ(std::memcmp(&luid, &same, sizeof(luid)), 0);
    void* none = nullptr;
    EXPECT_LT(factory->GetAdapterByLuid(LUID{}, uuidof<IDXCoreAdapter>(), &none), 0);
}

TEST_F(DxcoreTest, SortsByPreference) {
    const auto sorted = list({kGraphics});
    const DXCoreAdapterPreference preferences[] = {DXCoreAdapterPreference::Hardware,
                                                   DXCoreAdapterPreference::HighPerformance};
    EXPECT_TRUE(sorted->IsAdapterPreferenceSupported(preferences[0]));
    EXPECT_EQ(sorted->Sort(2, preferences), S_OK);
    EXPECT_EQ(sorted->Sort(0, nullptr), E_INVALIDARG);
    bool hardware = true;
    for (uint32_t i = 0; i < sorted->GetAdapterCount(); ++i) {
        const auto one = create<IDXCoreAdapter>(
            [&](REFIID riid, void** out) { return sorted->GetAdapter(i, riid, out); });
        const bool isHardware = property<bool>(one.Get(), DXCoreAdapterProperty::IsHardware);
        EXPECT_TRUE(hardware || !isHardware) << "hardware after software";
        hardware = isHardware;
    }
}

TEST_F(DxcoreTest, RefusesAnIndexBeyondTheEnd) {
    const auto all = list({kGraphics});
    void* none = &none;
    EXPECT_LT(all->GetAdapter(all->GetAdapterCount(), uuidof<IDXCoreAdapter>(), &none), 0);
    EXPECT_EQ(none, nullptr);
}

TEST_F(DxcoreTest, CountsReferences) {
    const auto one = adapter();
    EXPECT_EQ(countOf(one.Get()), 1u);
    void* same = nullptr;
    ASSERT_EQ(one->QueryInterface(kUnknown, &same), S_OK);
    EXPECT_EQ(same, one.Get());
    EXPECT_EQ(one->Release(), 1u);
    EXPECT_EQ(one->QueryInterface(uuidof<ID3D12Device>(), &same), E_NOINTERFACE);
}

}  // namespace
}  // namespace baker::host
