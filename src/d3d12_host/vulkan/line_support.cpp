#include "vulkan/line_support.hpp"

#include <utility>

namespace baker::host {
namespace {

thread_local VkLineRasterizationModeEXT noted = VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT;

}  // namespace

// Lines with antialiased edges are rectangles without them: drivers need not have them.
void noteLines(D3D12_LINE_RASTERIZATION_MODE mode) {
    noted = mode == D3D12_LINE_RASTERIZATION_MODE_ALIASED
                ? VK_LINE_RASTERIZATION_MODE_BRESENHAM_EXT
                : VK_LINE_RASTERIZATION_MODE_RECTANGULAR_EXT;
}

VkLineRasterizationModeEXT takeLines() {
    return std::exchange(noted, VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT);
}

}  // namespace baker::host
