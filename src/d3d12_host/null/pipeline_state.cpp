#include "null/pipeline_state.hpp"

#include <cstring>

#include "null/objects.hpp"
#include "null/settings.hpp"

namespace baker::host {

namespace {

// D3D12_ERROR_DRIVER_VERSION_MISMATCH, which DirectX-Headers lack.
constexpr HRESULT kDriverVersionMismatch = static_cast<HRESULT>(0x887E0002);

struct Blob {
    char magic[8] = {'n', 'u', 'l', 'l', ' ', 'P', 'S', 'O'};
    UINT64 fingerprint = 0;
};

// FNV-1a.
UINT64 add(UINT64 hash, const D3D12_SHADER_BYTECODE& shader) {
    const auto* bytes = static_cast<const unsigned char*>(shader.pShaderBytecode);
    for (SIZE_T i = 0; i < shader.BytecodeLength; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3;
    return (hash ^ shader.BytecodeLength) * 0x100000001b3;
}

constexpr UINT64 kStart = 0xcbf29ce484222325;

}  // namespace

HRESULT NullPipelineState::GetCachedBlob(ID3DBlob** blob) {
    const Blob content{.fingerprint = fingerprint_};
    *blob = new NullBlob(sizeof(content));
    std::memcpy((*blob)->GetBufferPointer(), &content, sizeof(content));
    return S_OK;
}

UINT64 fingerprintOf(const D3D12_GRAPHICS_PIPELINE_STATE_DESC& desc) {
    UINT64 hash = kStart;
    for (const auto* shader : {&desc.VS, &desc.PS, &desc.DS, &desc.HS, &desc.GS})
        hash = add(hash, *shader);
    return hash;
}

UINT64 fingerprintOf(const D3D12_COMPUTE_PIPELINE_STATE_DESC& desc) {
    return add(kStart, desc.CS);
}

HRESULT compile(UINT64 fingerprint, const D3D12_CACHED_PIPELINE_STATE& cached) {
    if (!cached.pCachedBlob) return nullSettings().noCompiler ? E_FAIL : S_OK;
    if (nullSettings().staleBlobs) return kDriverVersionMismatch;
    const Blob expected{.fingerprint = fingerprint};
    return cached.CachedBlobSizeInBytes == sizeof(expected) &&
                   std::memcmp(cached.pCachedBlob, &expected, sizeof(expected)) == 0
               ? S_OK
               : E_INVALIDARG;
}

}  // namespace baker::host
