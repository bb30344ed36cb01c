// Failing well: each fault of a D3D12 runtime ends in the result that the spec names and one clear
// line of log.
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

#include "child.hpp"
#include "program.hpp"

namespace baker::test {
namespace {

// What the driver itself says: the loader turns an empty list of all drivers into an error.
std::string countDevices() {
    const Driver driver;
    const auto enumerate =
        driver.find<PFN_vkEnumeratePhysicalDevices>("vkEnumeratePhysicalDevices");
    uint32_t count = 0;
    const VkResult result = enumerate(driver.instance(), &count, nullptr);
    return name(result) + " " + std::to_string(count);
}

void expectOneLine(const Outcome& outcome, const char* part) {
    ASSERT_EQ(outcome.log.size(), 1u) << testing::PrintToString(outcome.log);
    EXPECT_NE(outcome.log[0].find(part), std::string::npos) << outcome.log[0];
}

// A folder with some of the null host's libraries.
class RuntimeFolder {
  public:
    explicit RuntimeFolder(std::initializer_list<const char*> libraries) {
        char pattern[] = "/tmp/baker_runtime_XXXXXX";
        path_ = mkdtemp(pattern);
        for (const char* library : libraries)
            std::filesystem::create_symlink(std::filesystem::path(NULL_HOST) / library,
                                            path_ / library);
    }
    ~RuntimeFolder() { std::filesystem::remove_all(path_); }

    Environment environment() const { return {{"BAKER_D3D12_RUNTIME", path_.string()}}; }

  private:
    std::filesystem::path path_;
};

TEST(Failing, NoD3D12Library) {
    const RuntimeFolder folder({"libdxcore.so"});
    const Outcome outcome = runChild(folder.environment(), countDevices);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 0");
    expectOneLine(outcome, "libd3d12.so cannot be loaded");
}

TEST(Failing, NoDxcoreLibrary) {
    const RuntimeFolder folder({"libd3d12.so"});
    const Outcome outcome = runChild(folder.environment(), countDevices);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 0");
    expectOneLine(outcome, "libdxcore.so cannot be loaded");
}

TEST(Failing, NoRuntimeAtAll) {
    const RuntimeFolder folder({});
    const Outcome outcome = runChild(folder.environment(), countDevices);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 0");
    expectOneLine(outcome, "no D3D12 runtime");
}

TEST(Failing, FactoryFails) {
    const Outcome outcome = runChild(nullHost("factory"), countDevices);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 0");
    expectOneLine(outcome, "DXCoreCreateAdapterFactory failed");
}

// A program that picks another driver pays nothing for Baker: no runtime is loaded before the
// physical devices are asked for.
TEST(Failing, AnInstanceAloneTouchesNoRuntime) {
    const Outcome outcome = runChild(nullHost("factory"), [] {
        makeInstance();
        return std::string("created");
    });
    EXPECT_EQ(outcome.report, "created");
    EXPECT_TRUE(outcome.log.empty()) << testing::PrintToString(outcome.log);
}

TEST(Failing, NoAdaptersIsNoFault) {
    const Outcome outcome = runChild(nullHost("no_adapters"), countDevices);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 0");
    EXPECT_TRUE(outcome.log.empty()) << testing::PrintToString(outcome.log);
}

TEST(Failing, BadAdapterIsSkipped) {
    const Outcome outcome = runChild(nullHost("create_device=0", 2), countDevices);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 1");
    expectOneLine(outcome, "is skipped: D3D12CreateDevice failed");
}

TEST(Failing, AdapterListedTwiceIsOneDevice) {
    const Outcome outcome = runChild(nullHost("duplicate_adapter"), countDevices);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS 1");
    expectOneLine(outcome, "listed twice");
}

// The other drivers of the machine are not hidden by one that finds nothing.
TEST(Failing, OtherDriversAreStillListed) {
    constexpr const char* kOther = "/usr/share/vulkan/icd.d/lvp_icd.json";
    if (!std::filesystem::exists(kOther)) GTEST_SKIP() << "lavapipe is not installed";
    Environment environment = nullHost("factory");
    environment.emplace_back("VK_DRIVER_FILES",
                             std::string(getenv("VK_DRIVER_FILES")) + ":" + kOther);
    const Outcome outcome = runChild(
        environment, [] { return std::to_string(physicalDevices(makeInstance()).size()); });
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "1");
    expectOneLine(outcome, "DXCoreCreateAdapterFactory failed");
}

// Two adapters of one make are two devices that applications can tell apart.
TEST(Failing, TwinAdaptersHaveTheirOwnUuids) {
    const Outcome outcome = runChild(nullHost("", 2), [] {
        std::string uuids[2];
        const auto devices = physicalDevices(makeInstance());
        for (size_t i = 0; i < 2; ++i) {
            VkPhysicalDeviceIDProperties id{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES};
            VkPhysicalDeviceProperties2 properties{
                VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &id, {}};
            vkGetPhysicalDeviceProperties2(devices.at(i), &properties);
            uuids[i].assign(id.deviceUUID, id.deviceUUID + VK_UUID_SIZE);
        }
        return std::string(uuids[0] == uuids[1] ? "same" : "different");
    });
    EXPECT_EQ(outcome.report, "different");
}

TEST(Failing, HeapOutOfMemory) {
    const Outcome outcome = runChild(nullHost("heap_out_of_memory=100000"), [] {
        const VkDevice device = makeDevice(physicalDevices(makeInstance()).at(0));
        VkDeviceMemory memory = VK_NULL_HANDLE;
        return name(allocate(device, 1 << 20, memory));
    });
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_ERROR_OUT_OF_DEVICE_MEMORY");
    expectOneLine(outcome, "failed: 0x8007000e");
}

// Submits until the device says that it is lost; what was reported then, and afterwards.
std::string useLostDevice() {
    const VkDevice device = makeDevice(physicalDevices(makeInstance()).at(0));
    const VkCommandBuffer commands = emptyCommandBuffer(device);
    const VkQueue queue = firstQueue(device);
    VkSubmitInfo submit{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    submit.commandBufferCount = 1;
    submit.pCommandBuffers = &commands;
    VkResult result = VK_SUCCESS;
    for (int i = 0; i < 3 && result == VK_SUCCESS; ++i) {
        result = vkQueueSubmit(queue, 1, &submit, VK_NULL_HANDLE);
        if (result == VK_SUCCESS) result = vkQueueWaitIdle(queue);
    }
    const std::string report = name(result) + " " +
                               name(vkQueueSubmit(queue, 1, &submit, VK_NULL_HANDLE)) + " " +
                               name(vkDeviceWaitIdle(device));
    return report;
}

TEST(Failing, DeviceRemoved) {
    const Outcome outcome = runChild(nullHost("device_removed=1"), useLostDevice);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_ERROR_DEVICE_LOST VK_ERROR_DEVICE_LOST VK_ERROR_DEVICE_LOST");
    expectOneLine(outcome, "removed");
}

// Waits end with VK_ERROR_DEVICE_LOST at once, and commands that may not say so do not.
std::string useObjectsOfLostDevice() {
    const VkDevice device = makeDevice(physicalDevices(makeInstance()).at(0));
    const VkCommandBuffer commands = emptyCommandBuffer(device);
    VkSubmitInfo submit{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    submit.commandBufferCount = 1;
    submit.pCommandBuffers = &commands;
    const VkFenceCreateInfo fenceInfo{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    VkFence fence = VK_NULL_HANDLE;
    vkCreateFence(device, &fenceInfo, nullptr, &fence);
    vkQueueSubmit(firstQueue(device), 1, &submit, fence);
    const std::string report = name(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX)) + " " +
                               name(vkGetFenceStatus(device, fence));
    VkDeviceMemory memory = VK_NULL_HANDLE;
    VkFence another = VK_NULL_HANDLE;
    const bool mislabelled =
        allocate(device, 65536, memory) == VK_ERROR_DEVICE_LOST ||
        vkCreateFence(device, &fenceInfo, nullptr, &another) == VK_ERROR_DEVICE_LOST;
    return report + (mislabelled ? " mislabelled" : "");
}

TEST(Failing, ObjectsOfALostDevice) {
    const Outcome outcome = runChild(nullHost("device_removed=0"), useObjectsOfLostDevice);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_ERROR_DEVICE_LOST VK_ERROR_DEVICE_LOST");
}

// Everything is left alive: static destructors and the runtime's threads meet a working driver.
std::string leaveDeviceAlive() {
    const VkDevice device = makeDevice(physicalDevices(makeInstance()).at(0));
    const VkCommandBuffer commands = emptyCommandBuffer(device);
    VkDeviceMemory memory = VK_NULL_HANDLE;
    VkSubmitInfo submit{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    submit.commandBufferCount = 1;
    submit.pCommandBuffers = &commands;
    const VkResult allocated = allocate(device, 65536, memory);
    return name(allocated) + " " +
           name(vkQueueSubmit(firstQueue(device), 1, &submit, VK_NULL_HANDLE));
}

TEST(Failing, ExitWithALiveDeviceOnTheNullHost) {
    const Outcome outcome = runChild(nullHost(""), leaveDeviceAlive);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS VK_SUCCESS");
}

TEST(Failing, ExitWithALiveDeviceOnTheHost) {
    const Outcome outcome = runChild({{"BAKER_D3D12_RUNTIME", HOST}}, leaveDeviceAlive);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.report, "VK_SUCCESS VK_SUCCESS");
}

}  // namespace
}  // namespace baker::test
