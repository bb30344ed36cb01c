#include "advice.hpp"

#include <gtest/gtest.h>

namespace baker::doctor {
namespace {

// A machine on which all is well: WSL with one GPU and Baker's manifest alone.
Report healthy() {
    Report report;
    report.machine = {.kernel = "6.6.87.2-microsoft-standard-WSL2",
                      .isWsl = true,
                      .hasDxg = true,
                      .dxgUsable = true,
                      .hasWslLib = true};
    report.runtime.kind = RuntimeKind::Wsl;
    AdapterReport adapter;
    adapter.adapter.description = "A GPU";
    adapter.adapter.isHardware = true;
    adapter.deviceStatus = S_OK;
    report.adapters.push_back(adapter);
    report.loader.loaderFound = true;
    report.loader.manifests.push_back({.path = "/usr/share/vulkan/icd.d/baker_icd.x86_64.json",
                                       .libraryPath = "/usr/lib/libvulkan_baker.so",
                                       .apiVersion = "1.0.0",
                                       .problem = "",
                                       .isBaker = true});
    return report;
}

// The only advice of a report, which must be as fatal as said and contain `part`.
void expectOnly(const Report& report, bool isFatal, const std::string& part) {
    const std::vector<Advice> advice = advise(report);
    ASSERT_EQ(advice.size(), 1u) << (advice.empty() ? "" : advice[1].text);
    EXPECT_EQ(advice[0].fatal, isFatal) << advice[0].text;
    EXPECT_NE(advice[0].text.find(part), std::string::npos) << advice[0].text;
    EXPECT_EQ(advice[0].text.find('\n'), std::string::npos);
}

TEST(Advice, NoneWhenAllIsWell) {
    EXPECT_TRUE(advise(healthy()).empty());
}

TEST(Advice, WslWithoutItsGpuDevice) {
    Report report = healthy();
    report.machine.hasDxg = false;
    expectOnly(report, true, "wsl --update");
}

TEST(Advice, GpuDeviceThatMayNotBeOpened) {
    Report report = healthy();
    report.machine.dxgUsable = false;
    expectOnly(report, true, "/dev/dxg may not be opened");
}

TEST(Advice, WslLibrariesMissing) {
    Report report = healthy();
    report.machine.hasWslLib = false;
    expectOnly(report, true, "/usr/lib/wsl/lib is missing");
}

TEST(Advice, RuntimeThatCannotBeLoaded) {
    Report report = healthy();
    report.adapters.clear();
    report.runtime.problem = "libd3d12.so cannot be loaded: no such file";
    expectOnly(report, true, "wsl --update");
    report.runtime.kind = RuntimeKind::Host;
    expectOnly(report, true, "-Dhost=enabled");
    report.runtime.kind = RuntimeKind::Override;
    expectOnly(report, true, "BAKER_D3D12_RUNTIME");
}

TEST(Advice, FactoryThatFails) {
    Report report = healthy();
    report.adapters.clear();
    report.adapterProblem = "DXCoreCreateAdapterFactory failed";
    expectOnly(report, true, "DXCoreCreateAdapterFactory failed");
}

TEST(Advice, NoAdapter) {
    Report report = healthy();
    report.adapters.clear();
    expectOnly(report, true, "There is no adapter");
}

TEST(Advice, OneBadAdapterIsNotFatal) {
    Report report = healthy();
    AdapterReport bad;
    bad.adapter.description = "Old GPU";
    report.adapters.push_back(bad);
    expectOnly(report, false, "Old GPU is left out");
}

TEST(Advice, OnlyABadAdapterIsFatal) {
    Report report = healthy();
    report.adapters[0].deviceStatus = E_FAIL;
    const std::vector<Advice> advice = advise(report);
    ASSERT_EQ(advice.size(), 2u);
    EXPECT_TRUE(advice[0].fatal);
    EXPECT_NE(advice[1].text.find("0x80004005"), std::string::npos) << advice[1].text;
}

TEST(Advice, DuplicateAdapters) {
    Report report = healthy();
    report.duplicates = 1;
    expectOnly(report, false, "listed twice");
}

TEST(Advice, SoftwareAdapterAlone) {
    Report report = healthy();
    report.adapters[0].adapter.isHardware = false;
    expectOnly(report, false, "Only a software adapter");
}

TEST(Advice, NoLoader) {
    Report report = healthy();
    report.loader.loaderFound = false;
    expectOnly(report, true, "There is no Vulkan loader");
}

TEST(Advice, NoManifestOfBakers) {
    Report report = healthy();
    report.loader.manifests.clear();
    expectOnly(report, true, "sees no manifest");
    report.loader.overridden = true;
    expectOnly(report, true, "names other drivers only");
}

TEST(Advice, LibraryThatDoesNotLoad) {
    Report report = healthy();
    report.loader.manifests[0].problem = "the library cannot be loaded: GLIBC";
    expectOnly(report, true, "build and install");
}

TEST(Advice, OtherDriversBeside) {
    Report report = healthy();
    report.loader.manifests.push_back({.path = "/usr/share/vulkan/icd.d/lvp_icd.json",
                                       .libraryPath = "libvulkan_lvp.so",
                                       .apiVersion = "1.4.0",
                                       .problem = "",
                                       .isBaker = false});
    expectOnly(report, false, "VK_DRIVER_FILES=/usr/share/vulkan/icd.d/baker_icd.x86_64.json");
}

TEST(Advice, LoaderFilters) {
    Report report = healthy();
    report.loader.variables["VK_LOADER_DRIVERS_DISABLE"] = "*";
    expectOnly(report, false, "VK_LOADER_DRIVERS_DISABLE is *");
}

}  // namespace
}  // namespace baker::doctor
