// VkImage: an ID3D12Resource placed in its VkDeviceMemory's heap when it is bound.
//
// One-dimensional images are two-dimensional textures of height 1: D3D12's views of those can start
// at any layer (and its shaders read both alike, see image_view.hpp). Colour formats are typeless
// where views of other formats are allowed, depth formats always, so that shaders can read them.
// Beyond what VkImageUsageFlags ask for, an image that is written by transfers can be a render
// target (or, failing that, allows unordered access) where its format and samples allow, for
// clears and blits.
//
// Immutable once bound.
#pragma once

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "format.hpp"
#include "linear_layout.hpp"

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

    const D3D12_RESOURCE_DESC& desc() const { return desc_; }
    // Of linear tiling: the resource is a buffer (linear_layout.hpp).
    bool isLinear() const { return desc_.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER; }
    LinearImage linear() const { return {extent_, levels_, layers_}; }
    // Null before vkBindImageMemory2. Of linear images the memory's.
    ID3D12Resource* resource() const { return resource_.Get(); }
    // Bytes from the beginning of a linear image's resource.
    VkDeviceSize linearOffset() const { return linearOffset_; }
    uint32_t planes() const { return planeCount(desc_.Format); }
    // D3D12's index. `layer` is 0 for 3D images; `aspect` is one bit.
    uint32_t subresource(uint32_t level, uint32_t layer, VkImageAspectFlags aspect) const {
        return level + levels_ * (layer + layers_ * planeOf(aspect));
    }

    // VK_REMAINING_* resolved. Layers of 2D views of 3D images are slices of `level`.
    uint32_t resolveLevels(uint32_t base, uint32_t count) const {
        return count == VK_REMAINING_MIP_LEVELS ? levels() - base : count;
    }
    uint32_t resolveLayers(uint32_t base, uint32_t count) const {
        return count == VK_REMAINING_ARRAY_LAYERS ? layers() - base : count;
    }

    // VK_ERROR_OUT_OF_DEVICE_MEMORY.
    VkResult bind(Device& device, const DeviceMemory& memory, VkDeviceSize offset);
    // The images of swapchains: memory that belongs to the image, and its alias of the same
    // description (VkBindImageMemorySwapchainInfoKHR).
    VkResult bindMemoryOfItsOwn(Device& device);
    void bindMemoryOf(const Image& other) { resource_ = other.resource_; }

    Image(const FormatInfo& info, const VkImageCreateInfo& createInfo, VkImageUsageFlags usage,
          const D3D12_RESOURCE_DESC& desc);

  private:
    D3D12_RESOURCE_STATES firstState(const Device& device) const;

    const FormatInfo& info_;
    const VkImageType type_;
    const VkImageCreateFlags flags_;
    const VkImageUsageFlags usage_;
    const VkExtent3D extent_;
    const uint32_t levels_;
    const uint32_t layers_;
    const bool concurrent_;
    const D3D12_RESOURCE_DESC desc_;
    ComPtr<ID3D12Resource> resource_;
    VkDeviceSize linearOffset_ = 0;
};

// The usage of all aspects together.
VkImageUsageFlags imageUsage(const VkImageCreateInfo& info);

// What the resource of such an image is; its format is one of the table with a DXGI format.
D3D12_RESOURCE_DESC imageDesc(const Device& device, const VkImageCreateInfo& info);

}  // namespace baker
