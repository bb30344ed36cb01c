// Memory and descriptors that commands need until the command buffer is reset: taken from pages one
// after another, all given back at once. The pages are kept for the next recording, so that
// recording allocates nothing in the steady state. Not thread-safe.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/range_allocator.hpp"

namespace baker {

class Device;

struct TransientSlice {
    ID3D12Resource* resource = nullptr;
    uint64_t offset = 0;
    D3D12_GPU_VIRTUAL_ADDRESS address = 0;
    std::byte* data = nullptr;  // null: not for the host
};

class TransientMemory {
  public:
    // D3D12_HEAP_TYPE_UPLOAD (mapped) or D3D12_HEAP_TYPE_DEFAULT.
    TransientMemory(Device& device, D3D12_HEAP_TYPE type) : device_(device), type_(type) {}

    // `alignment` is a power of two, at most 64 KiB.
    Result<TransientSlice> allocate(uint64_t size, uint64_t alignment);
    void reset();    // keeps the pages
    void release();  // gives the pages back

  private:
    struct Page {
        ComPtr<ID3D12Resource> resource;
        uint64_t size = 0;
        D3D12_GPU_VIRTUAL_ADDRESS address = 0;
        std::byte* data = nullptr;
    };
    VkResult addPage(uint64_t size);

    Device& device_;
    D3D12_HEAP_TYPE type_;
    std::vector<Page> pages_;
    size_t page_ = 0;
    uint64_t used_ = 0;  // of pages_[page_]
};

// A descriptor in the device's shader-visible heap and its twin in a heap that is not: what
// ClearUnorderedAccessView needs.
struct TransientView {
    D3D12_CPU_DESCRIPTOR_HANDLE visible;
    D3D12_GPU_DESCRIPTOR_HANDLE table;
    D3D12_CPU_DESCRIPTOR_HANDLE twin;
};

class TransientViews {
  public:
    explicit TransientViews(Device& device) : device_(device) {}
    ~TransientViews() { release(); }
    TransientViews(const TransientViews&) = delete;
    TransientViews& operator=(const TransientViews&) = delete;

    Result<TransientView> allocate();
    void reset() { used_ = 0; }
    void release();

  private:
    struct Chunk {
        IndexRange range;
        ComPtr<ID3D12DescriptorHeap> twins;
    };
    VkResult addChunk();

    Device& device_;
    std::vector<Chunk> chunks_;
    uint32_t used_ = 0;  // descriptors, of all chunks
};

}  // namespace baker
