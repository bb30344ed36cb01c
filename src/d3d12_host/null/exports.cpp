// The null host's libd3d12.so.
#include "com/com_object.hpp"
#include "null/objects.hpp"
#include "null/settings.hpp"

#define HOST_EXPORT extern "C" __attribute__((visibility("default")))

using namespace baker::host;

HOST_EXPORT HRESULT D3D12CreateDevice(IUnknown* adapter, D3D_FEATURE_LEVEL minimum, REFIID riid,
                                      void** device);
HOST_EXPORT HRESULT D3D12GetDebugInterface(REFIID riid, void** debug);
HOST_EXPORT HRESULT D3D12GetInterface(REFCLSID clsid, REFIID riid, void** object);
HOST_EXPORT HRESULT D3D12EnableExperimentalFeatures(UINT count, const IID* features,
                                                    void* configurations, UINT* sizes);
HOST_EXPORT HRESULT D3D12SerializeVersionedRootSignature(
    const D3D12_VERSIONED_ROOT_SIGNATURE_DESC* desc, ID3DBlob** blob, ID3DBlob** error);

namespace {

LUID luidOf(IUnknown* adapter) {
    LUID luid = {1, 0};  // the first adapter's
    IDXCoreAdapter* dxcore = nullptr;
    if (!adapter || FAILED(adapter->QueryInterface(uuidof<IDXCoreAdapter>(),
                                                   reinterpret_cast<void**>(&dxcore))))
        return luid;
    dxcore->GetProperty(DXCoreAdapterProperty::InstanceLuid, sizeof(luid), &luid);
    dxcore->Release();
    return luid;
}

}  // namespace

HRESULT D3D12CreateDevice(IUnknown* adapter, D3D_FEATURE_LEVEL, REFIID riid, void** device) {
    const LUID luid = luidOf(adapter);
    if (device) *device = nullptr;
    const auto& failing = nullSettings().failingDevice;
    if (failing && luid.LowPart == *failing + 1) return E_FAIL;
    return device ? handOut(new NullDevice(luid), riid, device) : S_FALSE;
}

HRESULT D3D12GetDebugInterface(REFIID, void** debug) {
    if (debug) *debug = nullptr;
    return DXGI_ERROR_SDK_COMPONENT_MISSING;
}

HRESULT D3D12GetInterface(REFCLSID, REFIID, void** object) {
    if (object) *object = nullptr;
    return E_NOINTERFACE;
}

HRESULT D3D12EnableExperimentalFeatures(UINT, const IID*, void*, UINT*) {
    return S_OK;
}

HRESULT D3D12SerializeVersionedRootSignature(const D3D12_VERSIONED_ROOT_SIGNATURE_DESC*,
                                             ID3DBlob** blob, ID3DBlob** error) {
    if (error) *error = nullptr;
    *blob = new NullBlob(kBlobSize);
    return S_OK;
}
