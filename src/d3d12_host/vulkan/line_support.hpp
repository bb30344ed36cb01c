// D3D12's rules of drawing lines (D3D12_LINE_RASTERIZATION_MODE), which vkd3d does not know, on
// their way to the Vulkan pipelines (VK_EXT_line_rasterization).
#pragma once

#include <vulkan/vulkan.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

namespace baker::host {

// Of the pipeline state that this thread is making: noted while its description is read, taken when
// its proxy is made. Vulkan's default where nothing is noted.
void noteLines(D3D12_LINE_RASTERIZATION_MODE mode);
VkLineRasterizationModeEXT takeLines();

}  // namespace baker::host
