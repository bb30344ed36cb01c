// libd3d12.so: the functions that clients look up.
#include "d3d12/device_table.hpp"
#include "d3d12/experimental.hpp"
#include "d3d12/vkd3d_library.hpp"
#include "proxies.hpp"

#define HOST_EXPORT extern "C" __attribute__((visibility("default")))

using namespace baker::host;

HOST_EXPORT HRESULT D3D12CreateDevice(IUnknown* adapter, D3D_FEATURE_LEVEL minimum, REFIID riid,
                                      void** device);
HOST_EXPORT HRESULT D3D12GetDebugInterface(REFIID riid, void** debug);
HOST_EXPORT HRESULT D3D12GetInterface(REFCLSID clsid, REFIID riid, void** object);
HOST_EXPORT HRESULT D3D12EnableExperimentalFeatures(UINT count, const IID* features,
                                                    void* configurations, UINT* sizes);
HOST_EXPORT HRESULT D3D12SerializeRootSignature(const D3D12_ROOT_SIGNATURE_DESC* desc,
                                                D3D_ROOT_SIGNATURE_VERSION version, ID3DBlob** blob,
                                                ID3DBlob** error);
HOST_EXPORT HRESULT D3D12SerializeVersionedRootSignature(
    const D3D12_VERSIONED_ROOT_SIGNATURE_DESC* desc, ID3DBlob** blob, ID3DBlob** error);
HOST_EXPORT HRESULT D3D12CreateRootSignatureDeserializer(const void* data, SIZE_T size, REFIID riid,
                                                         void** out);
HOST_EXPORT HRESULT D3D12CreateVersionedRootSignatureDeserializer(const void* data, SIZE_T size,
                                                                  REFIID riid, void** out);

namespace {

// Blobs come out on failure too: the error's.
HRESULT wrapBlobs(HRESULT result, void* inner, void* innerError, ID3DBlob** blob,
                  ID3DBlob** error) {
    *blob = inner ? new BlobProxy(inner, nullptr) : nullptr;
    if (error)
        *error = innerError ? new BlobProxy(innerError, nullptr) : nullptr;
    else if (innerError)
        innerRelease(innerError);
    return result;
}

}  // namespace

HRESULT D3D12CreateDevice(IUnknown* adapter, D3D_FEATURE_LEVEL minimum, REFIID riid,
                          void** device) {
    void* created = nullptr;
    if (device) *device = nullptr;
    const HRESULT result = openDevice(adapter, minimum, riid, &created);
    if (FAILED(result)) return result;
    if (device) {
        *device = created;
        return S_OK;
    }
    static_cast<IUnknown*>(created)->Release();  // a question whether it could be
    return S_FALSE;
}

// There are no SDK layers here, as on a machine where they are not installed.
HRESULT D3D12GetDebugInterface(REFIID, void** debug) {
    if (debug) *debug = nullptr;
    return DXGI_ERROR_SDK_COMPONENT_MISSING;
}

HRESULT D3D12GetInterface(REFCLSID, REFIID, void** object) {
    if (object) *object = nullptr;
    return E_NOINTERFACE;
}

HRESULT D3D12EnableExperimentalFeatures(UINT count, const IID* features, void*, UINT*) {
    return enableExperimentalFeatures(count, features);
}

HRESULT D3D12SerializeRootSignature(const D3D12_ROOT_SIGNATURE_DESC* desc,
                                    D3D_ROOT_SIGNATURE_VERSION version, ID3DBlob** blob,
                                    ID3DBlob** error) {
    if (!desc || !blob) return E_INVALIDARG;
    void *inner = nullptr, *innerError = nullptr;
    const HRESULT result = vkd3dSerializeRootSignature(desc, version, &inner, &innerError);
    return wrapBlobs(result, inner, innerError, blob, error);
}

HRESULT D3D12SerializeVersionedRootSignature(const D3D12_VERSIONED_ROOT_SIGNATURE_DESC* desc,
                                             ID3DBlob** blob, ID3DBlob** error) {
    if (!desc || !blob) return E_INVALIDARG;
    void *inner = nullptr, *innerError = nullptr;
    const HRESULT result = vkd3dSerializeVersionedRootSignature(desc, &inner, &innerError);
    return wrapBlobs(result, inner, innerError, blob, error);
}

HRESULT D3D12CreateRootSignatureDeserializer(const void* data, SIZE_T size, REFIID riid,
                                             void** out) {
    return wrap<RootSignatureDeserializerProxy>(vkd3dCreateDeserializer(data, size, &riid, out),
                                                out, nullptr);
}

HRESULT D3D12CreateVersionedRootSignatureDeserializer(const void* data, SIZE_T size, REFIID riid,
                                                      void** out) {
    return wrap<VersionedRootSignatureDeserializerProxy>(
        vkd3dCreateVersionedDeserializer(data, size, &riid, out), out, nullptr);
}
