// The null host's small objects.
#pragma once

#include <vector>

#include "null/device.hpp"

namespace baker::host {

inline constexpr UINT kDescriptorSize = 32;

class NullBlob final : public BlobDefaults {
  public:
    explicit NullBlob(size_t size) : bytes_(size) {}

    LPVOID STDMETHODCALLTYPE GetBufferPointer() override { return bytes_.data(); }
    SIZE_T STDMETHODCALLTYPE GetBufferSize() override { return bytes_.size(); }

  private:
    std::vector<std::byte> bytes_;
};

inline constexpr size_t kBlobSize = 16;  // of blobs whose content is nothing

class NullCommandList final : public GraphicsCommandListDefaults {
  public:
    NullCommandList(NullDevice& device, D3D12_COMMAND_LIST_TYPE type)
        : GraphicsCommandListDefaults(device), type_(type) {}

    D3D12_COMMAND_LIST_TYPE STDMETHODCALLTYPE GetType() override { return type_; }

  private:
    const D3D12_COMMAND_LIST_TYPE type_;
};

// Handles are addresses that nothing reads.
class NullDescriptorHeap final : public DescriptorHeapDefaults {
  public:
    NullDescriptorHeap(NullDevice& device, const D3D12_DESCRIPTOR_HEAP_DESC& desc)
        : DescriptorHeapDefaults(device),
          desc_(desc),
          start_(device.takeAddresses(UINT64{desc.NumDescriptors} * kDescriptorSize)) {}

    D3D12_DESCRIPTOR_HEAP_DESC STDMETHODCALLTYPE GetDesc() override { return desc_; }
    D3D12_CPU_DESCRIPTOR_HANDLE STDMETHODCALLTYPE GetCPUDescriptorHandleForHeapStart() override {
        return {start_};
    }
    D3D12_GPU_DESCRIPTOR_HANDLE STDMETHODCALLTYPE GetGPUDescriptorHandleForHeapStart() override {
        return {start_};
    }

  private:
    const D3D12_DESCRIPTOR_HEAP_DESC desc_;
    const UINT64 start_;
};

// Always empty: loading finds nothing.
class NullPipelineLibrary final : public PipelineLibraryDefaults {
  public:
    using PipelineLibraryDefaults::PipelineLibraryDefaults;

    HRESULT STDMETHODCALLTYPE LoadGraphicsPipeline(LPCWSTR,
                                                   const D3D12_GRAPHICS_PIPELINE_STATE_DESC*,
                                                   REFIID, void** out) override {
        return notFound(out);
    }
    HRESULT STDMETHODCALLTYPE LoadComputePipeline(LPCWSTR, const D3D12_COMPUTE_PIPELINE_STATE_DESC*,
                                                  REFIID, void** out) override {
        return notFound(out);
    }
    HRESULT STDMETHODCALLTYPE LoadPipeline(LPCWSTR, const D3D12_PIPELINE_STATE_STREAM_DESC*, REFIID,
                                           void** out) override {
        return notFound(out);
    }

  private:
    static HRESULT notFound(void** out) {
        *out = nullptr;
        return E_INVALIDARG;
    }
};

}  // namespace baker::host
