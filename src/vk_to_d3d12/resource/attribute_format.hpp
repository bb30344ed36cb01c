// Formats of vertex attributes: where the components lie in memory, for shaders that read them
// themselves (spirv_to_dxil, Options::fetchedAttributes), and what D3D12's input assembler does.
// Source: Vulkan specification, "Format Definition".
#pragma once

#include <vulkan/vulkan.h>

#include "d3d12/capabilities.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

// Null: no vertex attribute has the format. Those of 8 to 64 bits, in all numbers but sRGB, and the
// packed ones.
const AttributeFormat* attributeFormat(VkFormat format);

// Bytes that an attribute's address is a multiple of: for Vulkan those of a component, or of a
// packed format; for D3D12's input assembler those of the whole, up to 4
// (D3D11.3 functional specification, 4.4.6), unless it has unrestricted alignment.
uint32_t vulkanAlignment(VkFormat format);
uint32_t assemblerAlignment(const Capabilities& caps, VkFormat format);

// Whether the input assembler reads such an attribute, where it is aligned.
bool assembles(const Capabilities& caps, VkFormat format);

}  // namespace baker
