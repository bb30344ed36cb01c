#include "vulkan/vkd3d_views.hpp"

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

PFN_vkCreateImageView nextCreateImageView = nullptr;

thread_local Slices slices;

Slices slicesOf(const D3D12_UNORDERED_ACCESS_VIEW_DESC& desc) {
    return {desc.Texture3D.FirstWSlice, desc.Texture3D.WSize};
}

VkResult VKAPI_PTR createImageView(VkDevice device, const VkImageViewCreateInfo* info,
                                   const VkAllocationCallbacks* allocator, VkImageView* view) {
    if (!slices.count || info->viewType != VK_IMAGE_VIEW_TYPE_3D)
        return nextCreateImageView(device, info, allocator, view);
    static_assert(VK_REMAINING_3D_SLICES_EXT == UINT_MAX);
    const VkImageViewSlicedCreateInfoEXT range = {
        VK_STRUCTURE_TYPE_IMAGE_VIEW_SLICED_CREATE_INFO_EXT, info->pNext, slices.first,
        slices.count};
    VkImageViewCreateInfo sliced = *info;
    sliced.pNext = &range;
    return nextCreateImageView(device, &sliced, allocator, view);
}

}  // namespace

ViewSlices::ViewSlices(const DeviceExtensions& has, const D3D12_UNORDERED_ACCESS_VIEW_DESC* desc)
    : Scoped(slices, has.slicedViews && desc && desc->ViewDimension == D3D12_UAV_DIMENSION_TEXTURE3D
                         ? slicesOf(*desc)
                         : Slices{}) {}

std::span<const Interception> viewInterceptions() {
    static const Interception rows[] = {
        intercept("vkCreateImageView", createImageView, nextCreateImageView),
    };
    return rows;
}

}  // namespace baker::host
