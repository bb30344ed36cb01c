// Extensions of Vulkan that vkd3d does not enable and that D3D12 needs: the host adds those that
// the driver has to the devices that vkd3d makes.
#pragma once

#include <vulkan/vulkan.h>

namespace baker::host {

struct DeviceExtensions {
    bool vertexBufferSizes = false;  // VK_EXT_extended_dynamic_state
    bool indexBufferSizes = false;   // VK_KHR_maintenance5
    bool borderColors = false;       // VK_EXT_custom_border_color
    bool borderMappings = false;     // VK_EXT_border_color_swizzle: views map borders
    bool slicedViews = false;        // VK_EXT_image_sliced_view_of_3d
    bool zeroedMemory = false;       // VK_EXT_zero_initialize_device_memory
    bool sharedMemory = false;       // VK_KHR_external_memory_fd
    bool lines = false;              // VK_EXT_line_rasterization: rectangles and Bresenham's
};

// Of the device that a call of this thread has made last.
DeviceExtensions lastDeviceExtensions();

}  // namespace baker::host
