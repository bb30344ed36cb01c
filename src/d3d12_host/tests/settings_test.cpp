// BAKER_HOST_VULKAN, and a device opened and closed by many threads. Settings are read once: each
// has a process of its own.
#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

uint32_t countAdapters() {
    constexpr GUID kGraphics = {
        0x0c9ece4d, 0x2f6e, 0x4f01, {0x8c, 0x96, 0xe8, 0x9e, 0x33, 0x1b, 0x47, 0xb1}};
    const auto factory = create<IDXCoreAdapterFactory>(
        [](REFIID riid, void** out) { return DXCoreCreateAdapterFactory(riid, out); });
    return create<IDXCoreAdapterList>([&](REFIID riid, void** out) {
               return factory->CreateAdapterList(1, &kGraphics, riid, out);
           })
        ->GetAdapterCount();
}

HRESULT openAndClose() {
    ComPtr<ID3D12Device> device;
    return D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Device>(),
                             reinterpret_cast<void**>(device.GetAddressOf()));
}

template <class Function>
void withDriver(const std::string& driver, Function body, const char* message = "") {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            setenv("BAKER_HOST_VULKAN", driver.c_str(), 1);
            exit(body() ? 0 : 1);
        },
        testing::ExitedWithCode(0), message);
}

// The path of the driver library that is loaded by default.
std::string lavapipe() {
    void* library = dlopen("libvulkan_lvp.so", RTLD_NOW);
    Dl_info info = {};
    if (library) dladdr(dlsym(library, "vk_icdGetInstanceProcAddr"), &info);
    return info.dli_fname ? info.dli_fname : "";
}

TEST(SettingsTest, TakesALibrary) {
    if (lavapipe().empty()) GTEST_SKIP() << "lavapipe is not installed";
    withDriver(lavapipe(), [] { return countAdapters() == 1 && openAndClose() == S_OK; });
}

TEST(SettingsTest, TakesAManifestWithARelativePath) {
    if (lavapipe().empty()) GTEST_SKIP() << "lavapipe is not installed";
    const auto folder = std::filesystem::path(testing::TempDir());
    const auto library = std::filesystem::relative(lavapipe(), folder);
    std::ofstream(folder / "icd.json")
        << "{ \"ICD\" : { \"library_path\" :\t\"" << library.string() << "\" } }";
    withDriver(folder / "icd.json", [] { return countAdapters() == 1 && openAndClose() == S_OK; });
}

TEST(SettingsTest, HasNoAdapterWithoutADriver) {
    const auto empty = [] { return countAdapters() == 0 && FAILED(openAndClose()); };
    withDriver("/nowhere/driver.so", empty, "no Vulkan driver.*/nowhere/driver.so");
    withDriver("/nowhere/icd.json", empty, "no Vulkan driver.*/nowhere/icd.json");
    withDriver("/dev/null", empty, "no Vulkan driver");
}

TEST(DeviceTableTest, IsSharedByThreads) {
    std::vector<std::thread> threads;
    std::vector<HRESULT> results(4, E_FAIL);
    for (HRESULT& result : results)
        threads.emplace_back([&result] {
            result = S_OK;
            for (int i = 0; i < 5 && result == S_OK; ++i) result = openAndClose();
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(results, std::vector<HRESULT>(4, S_OK));
}

}  // namespace
}  // namespace baker::host
