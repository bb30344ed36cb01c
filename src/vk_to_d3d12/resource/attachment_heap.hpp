// Descriptors of render targets and depth attachments: in heaps that only the CPU sees, grown in
// chunks. D3D12 reads them while it records, so one may be freed as soon as the command is
// recorded. Services of the device. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

template <D3D12_DESCRIPTOR_HEAP_TYPE kType>
class AttachmentHeap {
  public:
    static Result<std::unique_ptr<AttachmentHeap>> create(Device& device) {
        return std::make_unique<AttachmentHeap>(device);
    }
    explicit AttachmentHeap(Device& device) : device_(device) {}

    Result<D3D12_CPU_DESCRIPTOR_HANDLE> allocate();
    void free(D3D12_CPU_DESCRIPTOR_HANDLE handle);

  private:
    VkResult addChunk();

    Device& device_;
    std::mutex mutex_;
    std::vector<ComPtr<ID3D12DescriptorHeap>> chunks_;
    std::vector<D3D12_CPU_DESCRIPTOR_HANDLE> free_;
};

using RenderTargetHeap = AttachmentHeap<D3D12_DESCRIPTOR_HEAP_TYPE_RTV>;
using DepthStencilHeap = AttachmentHeap<D3D12_DESCRIPTOR_HEAP_TYPE_DSV>;

}  // namespace baker
