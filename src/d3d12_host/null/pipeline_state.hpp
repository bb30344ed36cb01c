// Pipeline states, and their cached blobs: a fingerprint of the shaders, by which a blob is known
// to be of the pipeline that is made from it.
#pragma once

#include "null/device.hpp"

namespace baker::host {

class NullPipelineState final : public PipelineStateDefaults {
  public:
    NullPipelineState(NullDevice& device, UINT64 fingerprint)
        : PipelineStateDefaults(device), fingerprint_(fingerprint) {}

    HRESULT STDMETHODCALLTYPE GetCachedBlob(ID3DBlob** blob) override;

  private:
    const UINT64 fingerprint_;
};

UINT64 fingerprintOf(const D3D12_GRAPHICS_PIPELINE_STATE_DESC& desc);
UINT64 fingerprintOf(const D3D12_COMPUTE_PIPELINE_STATE_DESC& desc);

// Whether a pipeline state may be made, from a blob or without one: the faults no_compiler and
// stale_blobs; E_INVALIDARG for a blob of something else.
HRESULT compile(UINT64 fingerprint, const D3D12_CACHED_PIPELINE_STATE& cached);

}  // namespace baker::host
