#include "waitable_fence.hpp"

#include <sys/eventfd.h>

#include "base/log.hpp"
#include "device/device.hpp"
#include "poll.hpp"
#include "sync/event_fds.hpp"

namespace baker {
namespace {

// A signalled fence has asked for its write already; this is only the time for it to arrive.
constexpr uint64_t kWriteArrivesWithin = 1'000'000'000;

bool drain(int fd) {
    eventfd_t count;
    return eventfd_read(fd, &count) == 0;
}

}  // namespace

VkResult WaitableFence::create(Device& device, uint64_t initialValue) {
    device_ = &device;
    fds_ = TRY(device.service<EventFds>());
    return device.check(
        device.d3d12()->CreateFence(initialValue, D3D12_FENCE_FLAG_NONE, IID_PPV_ARGS(&fence_)),
        "ID3D12Device::CreateFence");
}

// Requests for values that nobody will signal any more are answered by signalling them here.
WaitableFence::~WaitableFence() {
    if (armed_.empty()) return;
    const uint64_t highest = armed_.rbegin()->first;
    if (fence_->GetCompletedValue() < highest) fence_->Signal(highest);
    for (auto& [value, armed] : armed_) {
        pollfd fd{armed.fd, POLLIN, 0};
        if (pollUntil({&fd, 1}, Deadline(kWriteArrivesWithin)) == VK_SUCCESS && drain(armed.fd))
            fds_->release(armed.fd);
        else
            log::warn("an eventfd is given up: D3D12 never wrote to it");
    }
}

Result<uint64_t> WaitableFence::completedValue() const {
    TRY_VK(device_->status());
    const uint64_t value = fence_->GetCompletedValue();
    // What fences of a removed device answer.
    if (value == UINT64_MAX) TRY_VK(device_->pollStatus());
    return value;
}

VkResult WaitableFence::signal(uint64_t value) {
    return device_->check(fence_->Signal(value), "ID3D12Fence::Signal");
}

Result<int> WaitableFence::beginWait(uint64_t value) {
    std::lock_guard lock(mutex_);
    auto found = armed_.find(value);
    const int fd = found == armed_.end() ? TRY(arm(value)) : found->second.fd;
    ++armed_[value].waits;
    return fd;
}

Result<int> WaitableFence::arm(uint64_t value) {
    recycleAbandoned();
    const int fd = TRY(fds_->acquire());
    const HANDLE event = reinterpret_cast<HANDLE>(static_cast<intptr_t>(fd));
    const VkResult result = device_->checkExecution(fence_->SetEventOnCompletion(value, event),
                                                    "ID3D12Fence::SetEventOnCompletion");
    if (result != VK_SUCCESS) {
        fds_->release(fd);
        return result;
    }
    armed_[value] = {fd, 0};
    return fd;
}

// Waits that timed out, whose value was reached since.
void WaitableFence::recycleAbandoned() {
    std::erase_if(armed_, [this](const auto& entry) {
        const Armed& armed = entry.second;
        if (armed.waits || !drain(armed.fd)) return false;
        fds_->release(armed.fd);
        return true;
    });
}

void WaitableFence::endWait(uint64_t value) {
    std::lock_guard lock(mutex_);
    auto found = armed_.find(value);
    if (--found->second.waits || !drain(found->second.fd)) return;
    fds_->release(found->second.fd);
    armed_.erase(found);
}

}  // namespace baker
