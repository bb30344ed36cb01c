#include "linear_layout.hpp"

#include "device/device.hpp"
#include "image.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

uint64_t alignUp(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

}  // namespace

LinearLayout linearLayout(const FormatInfo& info, const VkExtent3D& extent, uint32_t layers) {
    const uint64_t columns = (extent.width + info.blockWidth - 1) / info.blockWidth;
    const uint64_t rows = (extent.height + info.blockHeight - 1) / info.blockHeight;
    LinearLayout layout;
    layout.rowPitch = alignUp(columns * info.blockBytes, D3D12_TEXTURE_DATA_PITCH_ALIGNMENT);
    layout.slicePitch = alignUp(layout.rowPitch * rows, kLinearAlignment);
    layout.layerPitch = layout.slicePitch * extent.depth;
    layout.size = layout.layerPitch * layers;
    return layout;
}

}  // namespace baker

namespace baker::entry {

// For images of linear tiling alone.
VKAPI_ATTR void VKAPI_CALL GetImageSubresourceLayout(VkDevice, VkImage image,
                                                     const VkImageSubresource* pSubresource,
                                                     VkSubresourceLayout* pLayout) {
    const Image& linear = *Image::from(image);
    const LinearLayout layout = linearLayout(linear.info(), linear.extent(), linear.layers());
    *pLayout = {.offset = layout.layerPitch * pSubresource->arrayLayer,
                .size = layout.layerPitch,
                .rowPitch = layout.rowPitch,
                .arrayPitch = layout.layerPitch,
                .depthPitch = layout.slicePitch};
}

}  // namespace baker::entry
