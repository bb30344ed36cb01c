// Border colours: D3D12's dynamic samplers have any four floats, vkd3d knows three colours.
#pragma once

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include <optional>

#include "vulkan/device_extensions.hpp"
#include "vulkan/scoped.hpp"

namespace baker::host {

// For the sampler that a call makes while this lives. Vulkan gets the bits of the colour, which are
// not looked at: of integer textures they are integers.
class BorderColor : Scoped<const FLOAT*> {
  public:
    BorderColor(const DeviceExtensions& has, const D3D12_SAMPLER_DESC* desc);

    // What vkd3d is to be given, which must not say that it does not know the colour.
    const D3D12_SAMPLER_DESC* desc() const { return replaced_ ? &*replaced_ : given_; }

  private:
    const D3D12_SAMPLER_DESC* given_;
    std::optional<D3D12_SAMPLER_DESC> replaced_;
};

}  // namespace baker::host
