// A shader-visible D3D12 descriptor heap, shared by all of a device's descriptor sets.
//
// D3D12 lets a command list see one CBV/SRV/UAV heap and one sampler heap at a time, and changing
// them may stall; Vulkan has any number of pools. So all pools take ranges of one heap of each
// type. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "range_allocator.hpp"

namespace baker {

class Device;

class DescriptorHeap {
  public:
    DescriptorHeap(ComPtr<ID3D12DescriptorHeap> heap, uint32_t size, uint32_t increment);

    // Never index 0.
    std::optional<IndexRange> allocate(uint32_t count);
    void free(IndexRange range);

    // Handles of the descriptor `index`.
    D3D12_CPU_DESCRIPTOR_HANDLE cpu(uint32_t index) const {
        return {cpuStart_.ptr + index * increment_};
    }
    D3D12_GPU_DESCRIPTOR_HANDLE gpu(uint32_t index) const {
        return {gpuStart_.ptr + index * increment_};
    }
    uint32_t increment() const { return increment_; }
    ID3D12DescriptorHeap* get() const { return heap_.Get(); }

  private:
    ComPtr<ID3D12DescriptorHeap> heap_;
    D3D12_CPU_DESCRIPTOR_HANDLE cpuStart_;
    D3D12_GPU_DESCRIPTOR_HANDLE gpuStart_;
    uint32_t increment_;
    std::mutex mutex_;
    RangeAllocator ranges_;
};

// The device's heap of CBVs, SRVs and UAVs. A service of the device.
//
// Descriptor 0 is a null buffer and nobody's: what the device address 0 leads to, and with it lanes
// that are not active (llvmpipe looks at their descriptors, too: dEQP-VK's
// memory_model.message_passing.*.payload_nonlocal.workgroup.guard_local.physbuffer.comp).
class ViewHeap : public DescriptorHeap {
  public:
    // BAKER_DESCRIPTOR_HEAP_SIZE, or kDefaultSize, within what the device's binding tier allows.
    static constexpr uint32_t kDefaultSize = 1000000;
    static Result<std::unique_ptr<ViewHeap>> create(Device& device);
    using DescriptorHeap::DescriptorHeap;
};

}  // namespace baker
