// VkImageView: a part of an image, and how each kind of D3D12 view sees it (view_desc.hpp).
//
// Descriptors of attachments are the view's own; those that shaders see are written into
// descriptor sets. Immutable, thread-safe.
#pragma once

#include <array>

#include "base/object.hpp"
#include "base/result.hpp"
#include "image.hpp"
#include "view_desc.hpp"

namespace baker {

class Device;

class ImageView : public Object<ImageView, VkImageView> {
  public:
    static Result<ImageView*> create(Device& device, const VkImageViewCreateInfo& info,
                                     const Allocator& allocator);
    ~ImageView();

    const Image& image() const { return image_; }
    const FormatInfo& info() const { return info_; }  // the view's own format
    VkImageViewType type() const { return type_; }
    VkImageAspectFlags aspects() const { return aspects_; }
    const ViewRange& range() const { return range_; }
    VkExtent3D extent() const { return image_.extent(range_.baseLevel); }

    // Of views whose image has VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT.
    D3D12_CPU_DESCRIPTOR_HANDLE renderTarget() const { return attachments_[0]; }
    // Of views whose image has VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT; `readOnly`:
    // D3D12_DSV_FLAG_READ_ONLY_DEPTH, D3D12_DSV_FLAG_READ_ONLY_STENCIL.
    D3D12_CPU_DESCRIPTOR_HANDLE depthStencil(D3D12_DSV_FLAGS readOnly) const {
        return attachments_[readOnly & kReadOnlyMask];
    }

    // Sampled images and input attachments.
    void writeShaderResource(D3D12_CPU_DESCRIPTOR_HANDLE handle) const;
    // One plane of a view with a Y'CbCr conversion; plane 0 of others is all of it.
    void writePlane(uint32_t plane, D3D12_CPU_DESCRIPTOR_HANDLE handle) const;
    void writeUnorderedAccess(D3D12_CPU_DESCRIPTOR_HANDLE handle) const;

    ImageView(Device& device, const VkImageViewCreateInfo& info, const FormatInfo& format);

  private:
    static constexpr uint32_t kReadOnlyMask =
        D3D12_DSV_FLAG_READ_ONLY_DEPTH | D3D12_DSV_FLAG_READ_ONLY_STENCIL;

    VkResult createAttachments(VkImageUsageFlags usage);

    Device& device_;
    const Image& image_;
    const FormatInfo& info_;
    const VkImageViewType type_;
    const VkImageAspectFlags aspects_;
    const VkComponentMapping components_;
    ViewRange range_;
    float minLod_ = 0;
    std::array<D3D12_CPU_DESCRIPTOR_HANDLE, kReadOnlyMask + 1> attachments_{};
};

}  // namespace baker
