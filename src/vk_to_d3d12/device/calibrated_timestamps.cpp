// VK_KHR_calibrated_timestamps: the clocks of the device and of the host at one moment.
//
// ID3D12CommandQueue::GetClockCalibration tells both, but not which of Linux's clocks the host's
// is: so those are asked themselves, and how long all of that took is the deviation.
#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <span>

#include "base/com.hpp"
#include "base/out_array.hpp"
#include "device.hpp"
#include "physical_device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// A queue that nothing else uses: a device need not have any.
struct CalibrationQueue {
    ComPtr<ID3D12CommandQueue> queue;

    static Result<std::unique_ptr<CalibrationQueue>> create(Device& device) {
        D3D12_COMMAND_QUEUE_DESC desc{};
        desc.Type = device.physicalDevice().queueFamilies()[0].type;
        auto result = std::make_unique<CalibrationQueue>();
        TRY_VK(device.check(device.d3d12()->CreateCommandQueue(&desc, IID_PPV_ARGS(&result->queue)),
                            "ID3D12Device::CreateCommandQueue"));
        return result;
    }
};

struct HostClock {
    VkTimeDomainKHR domain;
    clockid_t id;
};

constexpr HostClock kHostClocks[] = {
    {VK_TIME_DOMAIN_CLOCK_MONOTONIC_KHR, CLOCK_MONOTONIC},
    {VK_TIME_DOMAIN_CLOCK_MONOTONIC_RAW_KHR, CLOCK_MONOTONIC_RAW},
};

// Nanoseconds.
uint64_t timeOf(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(time.tv_nsec);
}

uint64_t resolutionOf(clockid_t clock) {
    timespec time{};
    clock_getres(clock, &time);
    return static_cast<uint64_t>(time.tv_nsec);
}

struct Reading {
    uint64_t time = 0;
    uint64_t period = 0;  // nanoseconds between two values of the clock
};

Result<Reading> readDevice(Device& device) {
    CalibrationQueue& queue = *TRY(device.service<CalibrationQueue>());
    UINT64 ticks = 0, host = 0;
    TRY_VK(device.check(queue.queue->GetClockCalibration(&ticks, &host),
                        "ID3D12CommandQueue::GetClockCalibration"));
    const float period = device.physicalDevice().properties().core.limits.timestampPeriod;
    return Reading{ticks, static_cast<uint64_t>(std::ceil(period))};
}

Result<Reading> read(Device& device, VkTimeDomainKHR domain) {
    for (const HostClock& clock : kHostClocks)
        if (clock.domain == domain) return Reading{timeOf(clock.id), resolutionOf(clock.id)};
    return readDevice(device);
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceCalibrateableTimeDomainsKHR(
    VkPhysicalDevice, uint32_t* pTimeDomainCount, VkTimeDomainKHR* pTimeDomains) {
    OutArray<VkTimeDomainKHR> out(pTimeDomains, pTimeDomainCount);
    if (VkTimeDomainKHR* domain = out.next()) *domain = VK_TIME_DOMAIN_DEVICE_KHR;
    for (const HostClock& clock : kHostClocks)
        if (VkTimeDomainKHR* domain = out.next()) *domain = clock.domain;
    return out.result();
}

VKAPI_ATTR VkResult VKAPI_CALL GetCalibratedTimestampsKHR(
    VkDevice device, uint32_t timestampCount, const VkCalibratedTimestampInfoKHR* pTimestampInfos,
    uint64_t* pTimestamps, uint64_t* pMaxDeviation) {
    Device& owner = *Device::from(device);
    TRY(owner.service<CalibrationQueue>());  // what its creation takes is no deviation
    const uint64_t begin = timeOf(CLOCK_MONOTONIC_RAW);
    uint64_t period = resolutionOf(CLOCK_MONOTONIC_RAW);
    for (uint32_t i = 0; i < timestampCount; ++i) {
        const Reading reading = TRY(read(owner, pTimestampInfos[i].timeDomain));
        pTimestamps[i] = reading.time;
        period = std::max(period, reading.period);
    }
    *pMaxDeviation = timeOf(CLOCK_MONOTONIC_RAW) - begin + period;
    return VK_SUCCESS;
}

}  // namespace baker::entry
