// VkImage: an ID3D12Resource placed in its VkDeviceMemory's heap when it is bound; of a sparse
// image, a reserved resource.
//
// One-dimensional images are two-dimensional textures of height 1: D3D12's views of those can start
// at any layer (and its shaders read both alike, see image_view.hpp). Colour formats are typeless
// where views of other formats are allowed, depth formats always, so that shaders can read them.
// Beyond what VkImageUsageFlags ask for, an image that is written by transfers can be a render
// target (or, failing that, allows unordered access) where its format and samples allow, for
// clears and blits.
//
// An image of a planar format has an image for each plane, which commands and views of a plane
// mean; the image itself has no resource.
//
// Immutable once bound.
#pragma once

#include <array>
#include <memory>
#include <span>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "format.hpp"
#include "linear_layout.hpp"
#include "planar_format.hpp"
#include "reserved_resource.hpp"

namespace baker {

class Device;
class DeviceMemory;

class Image : public Object<Image, VkImage> {
  public:
    static Result<Image*> create(Device& device, const VkImageCreateInfo& info,
                                 const Allocator& allocator);

    const FormatInfo& info() const { return info_; }
    VkFormat format() const { return info_.vulkan; }
    VkImageType type() const { return type_; }
    VkImageCreateFlags flags() const { return flags_; }
    // Of all aspects together (VkImageStencilUsageCreateInfo).
    VkImageUsageFlags usage() const { return usage_; }
    VkExtent3D extent() const { return extent_; }
    VkExtent3D extent(uint32_t level) const;
    uint32_t levels() const { return levels_; }
    uint32_t layers() const { return layers_; }  // 1 of 3D images
    uint32_t samples() const { return desc_.SampleDesc.Count; }
    bool isConcurrent() const { return concurrent_; }
    // A 3D image whose slices may be in different layouts (VK_KHR_maintenance9).
    bool hasSliceLayouts() const {
        return type_ == VK_IMAGE_TYPE_3D && flags_ & VK_IMAGE_CREATE_2D_ARRAY_COMPATIBLE_BIT;
    }
    // The handles that its memory may have.
    VkExternalMemoryHandleTypeFlags external() const { return external_; }

    const D3D12_RESOURCE_DESC& desc() const { return desc_; }
    // Of linear tiling and a buffer, or a texture in rows (linear_layout.hpp).
    bool isLinear() const { return desc_.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER; }
    bool isRowMajor() const { return desc_.Layout == D3D12_TEXTURE_LAYOUT_ROW_MAJOR; }
    LinearImage linear() const { return {extent_, levels_, layers_}; }
    // Null before vkBindImageMemory2, unless it is sparse. Of linear images the memory's.
    ID3D12Resource* resource() const { return resource_.Get(); }
    // Bytes from the beginning of a linear image's resource.
    VkDeviceSize linearOffset() const { return linearOffset_; }
    // Null unless it is sparse.
    const TiledLayout* tiles() const { return tiles_.get(); }
    uint32_t planes() const { return planeCount(desc_.Format); }
    // D3D12's index. `layer` is 0 for 3D images; `aspect` is one bit.
    uint32_t subresource(uint32_t level, uint32_t layer, VkImageAspectFlags aspect) const {
        return level + levels_ * (layer + layers_ * planeOf(aspect));
    }

    bool isPlanar() const { return planeImages_[0] != nullptr; }
    bool hasPlane(uint32_t plane) const { return planeImages_[plane] != nullptr; }
    const Image& planeImage(uint32_t plane) const { return *planeImages_[plane]; }
    // That of `aspect`, VK_IMAGE_ASPECT_PLANE_n_BIT of a planar image; else the image itself.
    const Image& ofAspect(VkImageAspectFlags aspect) const {
        return isPlanar() && aspect & kPlaneAspects ? planeImage(planeIndex(aspect)) : *this;
    }
    // `f` of the image, or of each plane of a planar image that is in `aspects`: COLOR means all.
    template <typename F>
    void forEachImage(VkImageAspectFlags aspects, const F& f) const;

    // VK_REMAINING_* resolved. Layers of 2D views of 3D images are slices of `level`.
    uint32_t resolveLevels(uint32_t base, uint32_t count) const {
        return count == VK_REMAINING_MIP_LEVELS ? levels() - base : count;
    }
    uint32_t resolveLayers(uint32_t base, uint32_t count) const {
        return count == VK_REMAINING_ARRAY_LAYERS ? layers() - base : count;
    }

    // VK_ERROR_OUT_OF_DEVICE_MEMORY. `aspect`: VkBindImagePlaneMemoryInfo's, or 0.
    VkResult bind(Device& device, const DeviceMemory& memory, VkDeviceSize offset,
                  VkImageAspectFlags aspect = 0);
    // The images of swapchains: memory that belongs to the image, and its alias of the same
    // description (VkBindImageMemorySwapchainInfoKHR).
    VkResult bindMemoryOfItsOwn(Device& device);
    void bindMemoryOf(const Image& other) { resource_ = other.resource_; }

    Image(const FormatInfo& info, const VkImageCreateInfo& createInfo, VkImageUsageFlags usage,
          const D3D12_RESOURCE_DESC& desc);

  private:
    VkResult bindOne(Device& device, const DeviceMemory& memory, VkDeviceSize offset);
    VkResult reserveTiles(Device& device);
    D3D12_RESOURCE_STATES firstState(const Device& device) const;

    const FormatInfo& info_;
    const VkImageType type_;
    const VkImageCreateFlags flags_;
    const VkImageUsageFlags usage_;
    const VkExtent3D extent_;
    const uint32_t levels_;
    const uint32_t layers_;
    const bool concurrent_;
    const VkExternalMemoryHandleTypeFlags external_;
    const D3D12_RESOURCE_DESC desc_;
    ComPtr<ID3D12Resource> resource_;
    VkDeviceSize linearOffset_ = 0;
    std::unique_ptr<const TiledLayout> tiles_;
    std::array<std::unique_ptr<Image>, kMaxPlanes> planeImages_;
};

template <typename F>
void Image::forEachImage(VkImageAspectFlags aspects, const F& f) const {
    if (!isPlanar()) return f(*this);
    for (uint32_t plane = 0; plane < kMaxPlanes && planeImages_[plane]; ++plane)
        if (aspects & (VK_IMAGE_ASPECT_COLOR_BIT | VK_IMAGE_ASPECT_PLANE_0_BIT << plane))
            f(*planeImages_[plane]);
}

// The usage of all aspects together.
VkImageUsageFlags imageUsage(const VkImageCreateInfo& info);

// What the resources of such an image are: one, or one for each plane of a planar format; with
// `aspect` VK_IMAGE_ASPECT_PLANE_n_BIT, that plane's. The format is one of the table with a DXGI
// format.
struct ImageResources {
    std::array<D3D12_RESOURCE_DESC, kMaxPlanes> descs;
    uint32_t count = 0;
};
ImageResources imageResources(const Device& device, const VkImageCreateInfo& info,
                              VkImageAspectFlags aspect = 0);
ImageResources imageResources(const Image& image, VkImageAspectFlags aspect = 0);

// Of the image of one plane.
VkImageCreateInfo planeInfo(const VkImageCreateInfo& info, const PlanarFormat& planar,
                            uint32_t plane);

// Where they lie in one memory.
struct ImagePlacement {
    uint64_t size = 0;
    uint64_t alignment = 1;
    std::array<uint64_t, kMaxPlanes> offsets{};
};
ImagePlacement placeImage(ID3D12Device* device, const ImageResources& resources);

}  // namespace baker
