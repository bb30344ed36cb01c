// The device's shader-visible sampler heap, of 2,048 descriptors in D3D12, for any number of
// descriptor sets: equal samplers are one, and sets whose samplers are the same in the same slots
// share one table. A service of the device. Thread-safe.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "range_allocator.hpp"

namespace baker {

class Device;

// A sampler's number among the distinct ones of the device; never reused.
using SamplerId = uint32_t;
// What slots hold that nothing was written to: nearest, repeating.
inline constexpr SamplerId kDefaultSampler = 0;

struct SamplerTable {
    IndexRange range;  // in the heap; count 0: none
    bool isShared = false;
};

class SamplerHeap {
  public:
    static Result<std::unique_ptr<SamplerHeap>> create(Device& device);
    explicit SamplerHeap(Device& device) : device_(device) {}

    ID3D12DescriptorHeap* get() const { return heap_.Get(); }
    D3D12_GPU_DESCRIPTOR_HANDLE gpu(uint32_t index) const {
        return {gpuStart_.ptr + uint64_t(index) * increment_};
    }

    // Flags only where the device has them: D3D12 took them up with ID3D12Device11.
    Result<SamplerId> intern(const D3D12_SAMPLER_DESC2& desc);

    // A table of these samplers, shared with all who ask for the same. A table of its own can be
    // changed while it is bound. VK_ERROR_OUT_OF_POOL_MEMORY when the heap is full.
    Result<SamplerTable> share(std::span<const SamplerId> samplers);
    Result<SamplerTable> own(std::span<const SamplerId> samplers);
    void write(const SamplerTable& table, std::span<const SamplerId> samplers);
    void release(const SamplerTable& table);

  private:
    using Key = std::array<std::byte, sizeof(D3D12_SAMPLER_DESC2)>;
    struct Shared {
        IndexRange range;
        uint32_t users = 0;
    };
    using SharedTables = std::map<std::vector<SamplerId>, Shared>;

    VkResult init();
    VkResult addChunk();
    D3D12_CPU_DESCRIPTOR_HANDLE source(SamplerId id) const;
    void write(const D3D12_SAMPLER_DESC2& desc, D3D12_CPU_DESCRIPTOR_HANDLE handle) const;
    Result<IndexRange> place(std::span<const SamplerId> samplers);
    void copy(IndexRange range, std::span<const SamplerId> samplers);

    Device& device_;
    ComPtr<ID3D12Device11> device11_;  // null where the runtime lacks it
    ComPtr<ID3D12DescriptorHeap> heap_;
    D3D12_CPU_DESCRIPTOR_HANDLE cpuStart_{};
    D3D12_GPU_DESCRIPTOR_HANDLE gpuStart_{};
    uint32_t increment_ = 0;
    std::mutex mutex_;
    std::map<Key, SamplerId> ids_;
    std::vector<ComPtr<ID3D12DescriptorHeap>> chunks_;  // the distinct samplers, not visible
    RangeAllocator ranges_;
    SharedTables shared_;
    std::map<uint32_t, SharedTables::iterator> sharedByIndex_;  // by first index
};

}  // namespace baker
