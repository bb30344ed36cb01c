// COM on Linux: DirectX-Headers' ComPtr, and the one place where an HRESULT becomes a VkResult.
#pragma once

#include <wsl/winadapter.h>
//
#include <vulkan/vulkan.h>
#include <wsl/stubs/wrl/client.h>

namespace baker {

using Microsoft::WRL::ComPtr;

// The VkResult for a D3D12 or DXCore result. A failure is logged with `what`, the name of the call.
//   E_OUTOFMEMORY -> VK_ERROR_OUT_OF_DEVICE_MEMORY; DXGI device removed/reset/hung ->
//   VK_ERROR_DEVICE_LOST; any other failure -> VK_ERROR_UNKNOWN; success -> VK_SUCCESS
VkResult checkHresult(HRESULT hr, const char* what);

bool isDeviceLost(HRESULT hr);

}  // namespace baker
