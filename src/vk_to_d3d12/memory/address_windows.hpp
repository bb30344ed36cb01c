// Device addresses of a memory's buffer (vkGetBufferDeviceAddress).
//
// A shader reaches an address through descriptors (Options::bufferAddresses): the view heap is one
// array of raw UAVs to it, of which a memory takes one for each window of kAddressWindow bytes,
// side by side. An address is the descriptor's index times kAddressWindow plus the byte in the
// window, so the addresses of a memory are contiguous however large it is. Every view spans two
// windows, within D3D12's limit of 2^27 words, so that an access across a window's end is whole.
#pragma once

#include <vulkan/vulkan.h>

#include <atomic>
#include <mutex>

#include "base/result.hpp"
#include "descriptor/descriptor_heap.hpp"

namespace baker {

class Device;

class AddressWindows {
  public:
    AddressWindows() = default;
    ~AddressWindows();
    AddressWindows(const AddressWindows&) = delete;
    AddressWindows& operator=(const AddressWindows&) = delete;

    // Takes descriptors for `buffer` of `size` bytes. VK_ERROR_OUT_OF_DEVICE_MEMORY when the heap
    // has too few side by side.
    VkResult init(Device& device, ID3D12Resource* buffer, VkDeviceSize size);

    // The same, once, and start(). Thread-safe.
    Result<VkDeviceAddress> reach(Device& device, ID3D12Resource* buffer, VkDeviceSize size);

    // Of the buffer's first byte; 0 without init().
    VkDeviceAddress start() const { return start_.load(std::memory_order_acquire); }

  private:
    DescriptorHeap* heap_ = nullptr;
    IndexRange range_;
    std::mutex mutex_;  // of reach()
    std::atomic<VkDeviceAddress> start_ = 0;
};

}  // namespace baker
