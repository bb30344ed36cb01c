#include "com.hpp"

#include <algorithm>
#include <iterator>

#include "log.hpp"

namespace baker {
namespace {

// dxgierror.h is not part of DirectX-Headers.
constexpr HRESULT kDxgiErrorDeviceRemoved = static_cast<HRESULT>(0x887A0005);
constexpr HRESULT kDxgiErrorDeviceHung = static_cast<HRESULT>(0x887A0006);
constexpr HRESULT kDxgiErrorDeviceReset = static_cast<HRESULT>(0x887A0007);
constexpr HRESULT kDxgiErrorDriverInternalError = static_cast<HRESULT>(0x887A0020);

VkResult translate(HRESULT hr) {
    if (SUCCEEDED(hr)) return VK_SUCCESS;
    if (hr == E_OUTOFMEMORY) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    return isDeviceLost(hr) ? VK_ERROR_DEVICE_LOST : VK_ERROR_UNKNOWN;
}

}  // namespace

bool isDeviceLost(HRESULT hr) {
    constexpr HRESULT kLost[] = {kDxgiErrorDeviceRemoved, kDxgiErrorDeviceHung,
                                 kDxgiErrorDeviceReset, kDxgiErrorDriverInternalError};
    return std::find(std::begin(kLost), std::end(kLost), hr) != std::end(kLost);
}

VkResult checkHresult(HRESULT hr, const char* what) {
    const VkResult result = translate(hr);
    if (result != VK_SUCCESS) log::error("%s failed: 0x%08x", what, static_cast<unsigned>(hr));
    return result;
}

}  // namespace baker
