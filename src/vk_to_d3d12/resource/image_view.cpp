#include "image_view.hpp"

#include "attachment_heap.hpp"
#include "base/chain.hpp"
#include "device/device.hpp"

namespace baker {
namespace {

bool isCube(VkImageViewType type) {
    return type == VK_IMAGE_VIEW_TYPE_CUBE || type == VK_IMAGE_VIEW_TYPE_CUBE_ARRAY;
}

// The slices of a 3D view: all of its level, or those that it is told to have (as storage).
void setSlices(ViewRange& range, const VkImageViewCreateInfo& info, uint32_t slices) {
    const auto* sliced = findInChain<VkImageViewSlicedCreateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_IMAGE_VIEW_SLICED_CREATE_INFO_EXT);
    range.baseLayer = sliced ? sliced->sliceOffset : 0;
    range.layers = slices - range.baseLayer;
    if (sliced && sliced->sliceCount != VK_REMAINING_3D_SLICES_EXT)
        range.layers = sliced->sliceCount;
}

// A 2D view of a 3D image has layers that are slices.
ViewRange viewRange(const Image& image, const VkImageViewCreateInfo& info) {
    const VkImageSubresourceRange& r = info.subresourceRange;
    ViewRange range{.baseLevel = r.baseMipLevel,
                    .levels = image.resolveLevels(r.baseMipLevel, r.levelCount),
                    .baseLayer = r.baseArrayLayer};
    const uint32_t slices = image.extent(r.baseMipLevel).depth;
    if (info.viewType == VK_IMAGE_VIEW_TYPE_3D)
        setSlices(range, info, slices);
    else if (image.type() == VK_IMAGE_TYPE_3D && r.layerCount == VK_REMAINING_ARRAY_LAYERS)
        range.layers = slices - r.baseArrayLayer;
    else
        range.layers = image.resolveLayers(r.baseArrayLayer, r.layerCount);
    return range;
}

float minLodOf(const VkImageViewCreateInfo& info) {
    const auto* minLod = findInChain<VkImageViewMinLodCreateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_IMAGE_VIEW_MIN_LOD_CREATE_INFO_EXT);
    return minLod ? minLod->minLod : 0;
}

VkImageUsageFlags viewUsage(const Image& image, const VkImageViewCreateInfo& info) {
    const auto* usage = findInChain<VkImageViewUsageCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_IMAGE_VIEW_USAGE_CREATE_INFO);
    return usage ? usage->usage : image.usage();
}

}  // namespace

ImageView::ImageView(Device& device, const VkImageViewCreateInfo& info, const FormatInfo& format)
    : device_(device),
      image_(Image::from(info.image)->ofAspect(info.subresourceRange.aspectMask)),
      info_(format),
      type_(info.viewType),
      aspects_(info.subresourceRange.aspectMask & kPlaneAspects
                   ? VkImageAspectFlags(VK_IMAGE_ASPECT_COLOR_BIT)
                   : info.subresourceRange.aspectMask),
      components_(info.components),
      range_(viewRange(image_, info)),
      minLod_(minLodOf(info)) {}

Result<ImageView*> ImageView::create(Device& device, const VkImageViewCreateInfo& info,
                                     const Allocator& allocator) {
    const FormatInfo* format = formatInfo(info.format);
    if (!format) return VK_ERROR_FORMAT_NOT_SUPPORTED;
    ImageView* view =
        newObject<ImageView>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, device, info, *format);
    if (!view) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const VkResult result = view->createAttachments(viewUsage(view->image_, info));
    if (result == VK_SUCCESS) return view;
    deleteObject(allocator, view);
    return result;
}

VkResult ImageView::createAttachments(VkImageUsageFlags usage) {
    if (usage & VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT) {
        auto* heap = TRY(device_.service<RenderTargetHeap>());
        attachments_[0] = TRY(heap->allocate());
        const auto desc = renderTargetView(image_, info_.dxgi, range_);
        device_.d3d12()->CreateRenderTargetView(image_.resource(), &desc, attachments_[0]);
    } else if (usage & VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT) {
        auto* heap = TRY(device_.service<DepthStencilHeap>());
        uint32_t known = D3D12_DSV_FLAG_READ_ONLY_DEPTH;
        if (image_.planes() > 1) known = kReadOnlyMask;
        for (uint32_t flags = 0; flags <= kReadOnlyMask; ++flags) {
            attachments_[flags] = TRY(heap->allocate());
            const auto desc =
                depthStencilView(image_, static_cast<D3D12_DSV_FLAGS>(flags & known), range_);
            device_.d3d12()->CreateDepthStencilView(image_.resource(), &desc, attachments_[flags]);
        }
    }
    return VK_SUCCESS;
}

ImageView::~ImageView() {
    for (const D3D12_CPU_DESCRIPTOR_HANDLE& handle : attachments_) {
        if (!handle.ptr) continue;
        if (info_.isColor())
            device_.service<RenderTargetHeap>().value()->free(handle);
        else
            device_.service<DepthStencilHeap>().value()->free(handle);
    }
}

void ImageView::writeShaderResource(D3D12_CPU_DESCRIPTOR_HANDLE handle) const {
    // A view of depth and stencil is read as depth.
    const VkImageAspectFlags aspect = aspects_ & VK_IMAGE_ASPECT_DEPTH_BIT
                                          ? VkImageAspectFlags(VK_IMAGE_ASPECT_DEPTH_BIT)
                                          : aspects_;
    ShaderFormat format = shaderFormat(info_, aspect);
    format.mapping = composeMapping(components_, format.mapping);
    const auto desc = shaderResourceView(image_, isCube(type_) ? ViewShape::Cube : ViewShape::Array,
                                         format, aspect, range_, minLod_);
    device_.d3d12()->CreateShaderResourceView(image_.resource(), &desc, handle);
}

void ImageView::writePlane(uint32_t plane, D3D12_CPU_DESCRIPTOR_HANDLE handle) const {
    if (!image_.isPlanar()) return writeShaderResource(handle);
    // A slot that the conversion of this element does not read.
    if (!image_.hasPlane(plane)) plane = 0;
    const Image& image = image_.planeImage(plane);
    const auto desc = shaderResourceView(image, ViewShape::Array, {image.info().dxgi, {0, 1, 2, 3}},
                                         VK_IMAGE_ASPECT_COLOR_BIT, range_, minLod_);
    device_.d3d12()->CreateShaderResourceView(image.resource(), &desc, handle);
}

void ImageView::writeUnorderedAccess(D3D12_CPU_DESCRIPTOR_HANDLE handle) const {
    const auto desc = unorderedAccessView(image_, info_.dxgi, range_);
    device_.d3d12()->CreateUnorderedAccessView(image_.resource(), nullptr, &desc, handle);
}

}  // namespace baker
