// Timestamps: written, read with and without waiting, copied, reset by device and host.
#include <algorithm>
#include <thread>

#include "command_test.hpp"

namespace baker::test {
namespace {

constexpr VkQueryResultFlags k64 = VK_QUERY_RESULT_64_BIT;
constexpr VkQueryResultFlags kAvailability = VK_QUERY_RESULT_WITH_AVAILABILITY_BIT;

class Timestamps : public CommandTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (families[family].timestampValidBits == 0) GTEST_SKIP() << "no timestamps";
        DeviceSetup setup;
        hostReset_.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_HOST_QUERY_RESET_FEATURES;
        hostReset_ = supported<VkPhysicalDeviceHostQueryResetFeatures>(hostReset_.sType);
        setup.features.pNext = &hostReset_;
        addMaintenance(setup);
        createDevice(setup);
    }
    VkQueryPool makeQueries(uint32_t count, VkQueryPoolCreateFlags flags = 0) {
        VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        info.flags = flags;
        info.queryType = VK_QUERY_TYPE_TIMESTAMP;
        info.queryCount = count;
        VkQueryPool pool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateQueryPool(device, &info, nullptr, &pool));
        atEnd([this, pool] { vkDestroyQueryPool(device, pool, nullptr); });
        return pool;
    }
    static void stamp(VkCommandBuffer commands, VkQueryPool pool, uint32_t query) {
        vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, pool, query);
    }

    VkPhysicalDeviceHostQueryResetFeatures hostReset_{};
};

class CalibratedTimestamps : public Timestamps {
  protected:
    static constexpr VkTimeDomainKHR kDomains[] = {VK_TIME_DOMAIN_DEVICE_KHR,
                                                   VK_TIME_DOMAIN_CLOCK_MONOTONIC_KHR,
                                                   VK_TIME_DOMAIN_CLOCK_MONOTONIC_RAW_KHR};
    struct Times {
        uint64_t device, monotonic, raw, deviation;
    };

    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_KHR_CALIBRATED_TIMESTAMPS_EXTENSION_NAME))
            GTEST_SKIP() << VK_KHR_CALIBRATED_TIMESTAMPS_EXTENSION_NAME;
        DeviceSetup setup;
        setup.extensions = {VK_KHR_CALIBRATED_TIMESTAMPS_EXTENSION_NAME};
        createDevice(setup);
    }
    Times now() {
        VkCalibratedTimestampInfoKHR infos[3];
        for (uint32_t i = 0; i < 3; ++i)
            infos[i] = {VK_STRUCTURE_TYPE_CALIBRATED_TIMESTAMP_INFO_KHR, nullptr, kDomains[i]};
        Times times{};
        EXPECT_VK(command<PFN_vkGetCalibratedTimestampsKHR>("vkGetCalibratedTimestampsKHR")(
            device, 3, infos, &times.device, &times.deviation));
        return times;
    }
};

TEST_F(CalibratedTimestamps, DomainsAreTheDevicesAndTheHosts) {
    const auto query = reinterpret_cast<PFN_vkGetPhysicalDeviceCalibrateableTimeDomainsKHR>(
        vkGetInstanceProcAddr(instance, "vkGetPhysicalDeviceCalibrateableTimeDomainsKHR"));
    ASSERT_TRUE(query);
    uint32_t count = 0;
    ASSERT_VK(query(physicalDevice, &count, nullptr));
    std::vector<VkTimeDomainKHR> domains(count);
    ASSERT_VK(query(physicalDevice, &count, domains.data()));
    for (VkTimeDomainKHR domain : kDomains)
        EXPECT_NE(std::ranges::find(domains, domain), domains.end()) << domain;
}

// The device's are those of queries.
TEST_F(CalibratedTimestamps, EncloseWhatHappensBetween) {
    const VkQueryPool pool = makeQueries(1);
    const Times before = now();
    run([&](VkCommandBuffer commands) {
        vkCmdResetQueryPool(commands, pool, 0, 1);
        stamp(commands, pool, 0);
    });
    uint64_t stamped = 0;
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 1, sizeof(stamped), &stamped, 8, k64));
    const Times after = now();
    EXPECT_LE(before.device, stamped);
    EXPECT_LE(stamped, after.device);
    EXPECT_LT(before.monotonic, after.monotonic);
    EXPECT_LT(before.raw, after.raw);
    EXPECT_GT(before.deviation, 0u);
}

TEST_F(Timestamps, OfPoolsThatAreMadeReset) {
    if (!hasExtension(VK_KHR_MAINTENANCE_9_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_9_EXTENSION_NAME;
    const VkQueryPool pool = makeQueries(2, VK_QUERY_POOL_CREATE_RESET_BIT_KHR);
    uint64_t results[2][2] = {};
    EXPECT_EQ(vkGetQueryPoolResults(device, pool, 0, 2, sizeof(results), results, 16,
                                    k64 | kAvailability),
              VK_NOT_READY);
    EXPECT_EQ(results[0][1], 0u);
    run([&](VkCommandBuffer commands) { stamp(commands, pool, 1); });
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 1, 1, 16, results, 16, k64 | kAvailability));
    EXPECT_EQ(results[0][1], 1u);
}

TEST_F(Timestamps, IncreaseAndAreAvailable) {
    const VkQueryPool pool = makeQueries(4);
    const TestBuffer buffer = makeFilled(1 << 20, 0);
    run([&](VkCommandBuffer commands) {
        vkCmdResetQueryPool(commands, pool, 0, 4);
        stamp(commands, pool, 1);
        vkCmdFillBuffer(commands, buffer.buffer, 0, VK_WHOLE_SIZE, 1);
        fullBarrier(commands);
        stamp(commands, pool, 2);
    });
    uint64_t results[2][2];
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 1, 2, sizeof(results), results, 16,
                                    k64 | kAvailability));
    EXPECT_EQ(results[0][1], 1u);
    EXPECT_EQ(results[1][1], 1u);
    EXPECT_GT(results[0][0], 0u);
    EXPECT_GE(results[1][0], results[0][0]);

    uint32_t narrow[2];
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 1, 2, sizeof(narrow), narrow, 4, 0));
    EXPECT_EQ(narrow[0], static_cast<uint32_t>(results[0][0]));
}

TEST_F(Timestamps, UnavailableOnesAreNotReadyAndUntouched) {
    const VkQueryPool pool = makeQueries(2);
    run([&](VkCommandBuffer commands) {
        vkCmdResetQueryPool(commands, pool, 0, 2);
        stamp(commands, pool, 0);
    });
    uint64_t results[2] = {77, 77};
    EXPECT_EQ(vkGetQueryPoolResults(device, pool, 0, 2, sizeof(results), results, 8, k64),
              VK_NOT_READY);
    EXPECT_NE(results[0], 77u);
    EXPECT_EQ(results[1], 77u);
    uint64_t state[2] = {77, 77};
    EXPECT_EQ(
        vkGetQueryPoolResults(device, pool, 1, 1, sizeof(state), state, 16, k64 | kAvailability),
        VK_NOT_READY);
    EXPECT_EQ(state[1], 0u);
}

TEST_F(Timestamps, WaitForPendingWork) {
    const VkQueryPool pool = makeQueries(1);
    const VkCommandBuffer commands = allocate(makePool());
    beginBuffer(commands);
    vkCmdResetQueryPool(commands, pool, 0, 1);
    stamp(commands, pool, 0);
    ASSERT_VK(vkEndCommandBuffer(commands));
    enqueue(commands);
    uint64_t result = 0;
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 1, sizeof(result), &result, 8,
                                    k64 | VK_QUERY_RESULT_WAIT_BIT));
    EXPECT_NE(result, 0u);
    ASSERT_VK(vkQueueWaitIdle(queue));
}

TEST_F(Timestamps, CopiedInEveryForm) {
    const VkQueryPool pool = makeQueries(3);
    const TestBuffer buffer = makeFilled(512, 0xeeeeeeee);
    run([&](VkCommandBuffer commands) {
        vkCmdResetQueryPool(commands, pool, 0, 3);
        for (uint32_t i = 0; i < 3; ++i) stamp(commands, pool, i);
        constexpr VkQueryResultFlags kWait = VK_QUERY_RESULT_WAIT_BIT;
        vkCmdCopyQueryPoolResults(commands, pool, 0, 3, buffer.buffer, 0, 16,
                                  k64 | kAvailability | kWait);
        vkCmdCopyQueryPoolResults(commands, pool, 0, 3, buffer.buffer, 64, 8, k64 | kWait);
        vkCmdCopyQueryPoolResults(commands, pool, 0, 3, buffer.buffer, 128, 4, kWait);
        vkCmdCopyQueryPoolResults(commands, pool, 0, 3, buffer.buffer, 192, 12,
                                  kAvailability | kWait);
        fullBarrier(commands);
    });
    uint64_t expected[3];
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 3, sizeof(expected), expected, 8, k64));
    const auto wide = buffer.view<uint64_t>();
    const auto words = buffer.view();
    for (uint32_t i = 0; i < 3; ++i) {
        EXPECT_EQ(wide[2 * i], expected[i]);
        EXPECT_EQ(wide[2 * i + 1], 1u);
        EXPECT_EQ(wide[8 + i], expected[i]);
        EXPECT_EQ(words[32 + i], static_cast<uint32_t>(expected[i]));
        EXPECT_EQ(words[48 + 3 * i], static_cast<uint32_t>(expected[i]));
        EXPECT_EQ(words[48 + 3 * i + 1], 1u);
        EXPECT_EQ(words[48 + 3 * i + 2], 0xeeeeeeee);
    }
}

// The memory of an unavailable value stays as it is.
TEST_F(Timestamps, UnavailableOnesAreCopiedAsTheirFlagsSay) {
    expectMessage("VUID-vkCmdCopyQueryPoolResults-None-08752");
    const VkQueryPool pool = makeQueries(2);
    const TestBuffer buffer = makeFilled(512, 0xeeeeeeee);
    run([&](VkCommandBuffer commands) {
        vkCmdResetQueryPool(commands, pool, 0, 2);
        stamp(commands, pool, 1);
        fullBarrier(commands);
        vkCmdCopyQueryPoolResults(commands, pool, 0, 2, buffer.buffer, 0, 8, k64);
        vkCmdCopyQueryPoolResults(commands, pool, 0, 2, buffer.buffer, 36, 8, kAvailability);
        fullBarrier(commands);
    });
    uint64_t expected = 0;
    ASSERT_VK(vkGetQueryPoolResults(device, pool, 1, 1, sizeof(expected), &expected, 8, k64));
    const auto wide = buffer.view<uint64_t>();
    const auto words = buffer.view();
    EXPECT_EQ(wide[0], 0xeeeeeeeeeeeeeeee);
    EXPECT_EQ(wide[1], expected);
    EXPECT_EQ(words[9], 0xeeeeeeee);
    EXPECT_EQ(words[10], 0u);
    EXPECT_EQ(words[11], static_cast<uint32_t>(expected));
    EXPECT_EQ(words[12], 1u);
}

TEST_F(Timestamps, ResetByTheHost) {
    if (!hostReset_.hostQueryReset) GTEST_SKIP() << "no hostQueryReset";
    const VkQueryPool pool = makeQueries(2);
    vkResetQueryPool(device, pool, 0, 2);
    run([&](VkCommandBuffer commands) {
        stamp(commands, pool, 0);
        stamp(commands, pool, 1);
    });
    vkResetQueryPool(device, pool, 1, 1);
    uint64_t result = 0;
    EXPECT_VK(vkGetQueryPoolResults(device, pool, 0, 1, sizeof(result), &result, 8, k64));
    EXPECT_EQ(vkGetQueryPoolResults(device, pool, 1, 1, sizeof(result), &result, 8, k64),
              VK_NOT_READY);
}

}  // namespace
}  // namespace baker::test
