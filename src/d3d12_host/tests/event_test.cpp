// Fences and their eventfds.
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

class EventTest : public HostTest {
  protected:
    ~EventTest() override { close(event); }

    HANDLE handle() const { return reinterpret_cast<HANDLE>(intptr_t{event}); }

    // The number of signals so far; waits for one if `wait`.
    uint64_t signals(bool wait = false) const {
        pollfd entry = {event, POLLIN, 0};
        if (wait) poll(&entry, 1, -1);
        uint64_t count = 0;
        return read(event, &count, sizeof(count)) == sizeof(count) ? count : 0;
    }

    const int event = eventfd(0, EFD_NONBLOCK);
};

TEST_F(EventTest, IsSignalledWhenTheValueIsReached) {
    const auto fence = createFence(1);
    ASSERT_EQ(fence->SetEventOnCompletion(3, handle()), S_OK);
    ASSERT_EQ(fence->Signal(2), S_OK);
    EXPECT_EQ(signals(), 0u);
    ASSERT_EQ(fence->Signal(3), S_OK);
    EXPECT_EQ(signals(), 1u);
    EXPECT_EQ(fence->GetCompletedValue(), 3u);
}

TEST_F(EventTest, IsSignalledAtOnceForAPastValue) {
    const auto fence = createFence(5);
    ASSERT_EQ(fence->SetEventOnCompletion(5, handle()), S_OK);
    EXPECT_EQ(signals(), 1u);
}

TEST_F(EventTest, IsSignalledByAQueue) {
    const auto fence = createFence();
    const auto queue = createQueue();
    ASSERT_EQ(fence->SetEventOnCompletion(9, handle()), S_OK);
    ASSERT_EQ(queue->Signal(fence.Get(), 9), S_OK);
    EXPECT_EQ(signals(true), 1u);
}

TEST_F(EventTest, OutlivesTheClientsDescriptor) {
    const auto fence = createFence();
    int copy = dup(event);
    ASSERT_EQ(fence->SetEventOnCompletion(1, reinterpret_cast<HANDLE>(intptr_t{copy})), S_OK);
    close(copy);
    const int other = eventfd(0, EFD_NONBLOCK);  // takes the number of the one that was closed
    EXPECT_EQ(other, copy);
    ASSERT_EQ(fence->Signal(1), S_OK);
    uint64_t count = 0;
    EXPECT_LT(read(other, &count, sizeof(count)), 0) << "another descriptor was signalled";
    EXPECT_EQ(signals(), 1u);
    close(other);
}

TEST_F(EventTest, BlocksWithoutAnEvent) {
    const auto fence = createFence();
    std::thread signaller([&] { fence->Signal(1); });
    EXPECT_EQ(fence->SetEventOnCompletion(1, nullptr), S_OK);
    EXPECT_EQ(fence->GetCompletedValue(), 1u);
    signaller.join();
}

TEST_F(EventTest, RefusesADescriptorThatIsNotOpen) {
    EXPECT_EQ(createFence()->SetEventOnCompletion(1, reinterpret_cast<HANDLE>(intptr_t{9999})),
              E_HANDLE);
}

TEST_F(EventTest, AwaitsAllFences) {
    const ComPtr<ID3D12Fence> fences[] = {createFence(), createFence()};
    ID3D12Fence* const pointers[] = {fences[0].Get(), fences[1].Get()};
    const UINT64 values[] = {1, 2};
    ASSERT_EQ(device->SetEventOnMultipleFenceCompletion(
                  pointers, values, 2, D3D12_MULTIPLE_FENCE_WAIT_FLAG_ALL, handle()),
              S_OK);
    fences[1]->Signal(2);
    EXPECT_EQ(signals(), 0u);
    fences[0]->Signal(1);
    EXPECT_EQ(signals(), 1u);
}

TEST_F(EventTest, AwaitsAnyFence) {
    const ComPtr<ID3D12Fence> fences[] = {createFence(), createFence()};
    ID3D12Fence* const pointers[] = {fences[0].Get(), fences[1].Get()};
    const UINT64 values[] = {1, 2};
    ASSERT_EQ(device->SetEventOnMultipleFenceCompletion(
                  pointers, values, 2, D3D12_MULTIPLE_FENCE_WAIT_FLAG_ANY, handle()),
              S_OK);
    fences[1]->Signal(2);
    EXPECT_EQ(signals(), 1u);
    fences[0]->Signal(1);
    EXPECT_EQ(signals(), 0u) << "signalled once more";
}

TEST_F(EventTest, BlocksForSeveralFencesWithoutAnEvent) {
    const ComPtr<ID3D12Fence> fences[] = {createFence(), createFence(7)};
    ID3D12Fence* const pointers[] = {fences[0].Get(), fences[1].Get()};
    const UINT64 values[] = {1, 7};
    EXPECT_EQ(device->SetEventOnMultipleFenceCompletion(
                  pointers, values, 2, D3D12_MULTIPLE_FENCE_WAIT_FLAG_ANY, nullptr),
              S_OK);
    std::thread signaller([&] { fences[0]->Signal(1); });
    EXPECT_EQ(device->SetEventOnMultipleFenceCompletion(
                  pointers, values, 2, D3D12_MULTIPLE_FENCE_WAIT_FLAG_ALL, nullptr),
              S_OK);
    signaller.join();
}

}  // namespace
}  // namespace baker::host
