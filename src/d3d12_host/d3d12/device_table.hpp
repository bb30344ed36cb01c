// The devices of the process: as in D3D12, there is one per adapter for as long as anyone holds it.
#pragma once

#include "com/com_object.hpp"

namespace baker::host {

// The device of the adapter (NULL: the first), under `riid`. E_INVALIDARG: no such adapter, or
// below the feature level.
HRESULT openDevice(IUnknown* adapter, D3D_FEATURE_LEVEL minimum, REFIID riid, void** device);

}  // namespace baker::host
