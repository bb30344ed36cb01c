// What a Vulkan device can do of D3D12's tiled resources.
#pragma once

#include <vulkan/vulkan.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

namespace baker::host {

// The tier that vkd3d 2.1 works out too, before it reports none: no more than the first where what
// is not resident reads as anything.
D3D12_TILED_RESOURCES_TIER tiledResourcesTier(VkInstance instance, VkPhysicalDevice device);

// Whether textures of that format can be tiled: those of one plane.
bool canBeTiled(VkInstance instance, VkPhysicalDevice device, VkFormat format, UINT samples);

}  // namespace baker::host
