// D3D12 and DXCore as WSL presents them: every file of the driver that names their types includes
// this and no header of DirectX-Headers.
#pragma once

#include "base/com.hpp"
//
#include <directx/d3d12.h>
#include <directx/d3d12sdklayers.h>
#include <directx/dxcore.h>
#include <dxguids/dxguids.h>
