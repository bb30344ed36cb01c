#include "image.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "memory/device_memory.hpp"
#include "memory/external_memory.hpp"
#include "memory/internal_buffer.hpp"
#include "sync/image_layout.hpp"

namespace baker {
namespace {

constexpr VkImageUsageFlags kReadByShaders =
    VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_INPUT_ATTACHMENT_BIT | VK_IMAGE_USAGE_STORAGE_BIT |
    VK_IMAGE_USAGE_TRANSFER_SRC_BIT;

// Whether views of formats other than the image's are allowed and not ruled out by a format list.
bool isMutable(const FormatInfo& info, const VkImageCreateInfo& createInfo) {
    if (!(createInfo.flags & VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT)) return false;
    const auto* list = findInChain<VkImageFormatListCreateInfo>(
        createInfo.pNext, VK_STRUCTURE_TYPE_IMAGE_FORMAT_LIST_CREATE_INFO);
    if (!list || list->viewFormatCount == 0) return true;
    return std::any_of(list->pViewFormats, list->pViewFormats + list->viewFormatCount,
                       [&](VkFormat format) {
                           const FormatInfo* view = formatInfo(format);
                           return view && view->dxgi != info.dxgi;
                       });
}

D3D12_RESOURCE_FLAGS colorFlags(const Capabilities& caps, const FormatInfo& info,
                                const VkImageCreateInfo& createInfo, VkImageUsageFlags usage) {
    const uint32_t support = caps.formats[info.dxgi].Support1;
    const bool canRender = !info.carriesBits() && support & D3D12_FORMAT_SUPPORT1_RENDER_TARGET;
    const bool canStore =
        info.isDirect() && support & D3D12_FORMAT_SUPPORT1_TYPED_UNORDERED_ACCESS_VIEW;
    const bool isMultisampled = createInfo.samples != VK_SAMPLE_COUNT_1_BIT;
    const bool isWritten = usage & VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    uint32_t flags = D3D12_RESOURCE_FLAG_NONE;
    // D3D12 has multisampled textures as render targets alone.
    if (usage & VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT || isMultisampled || (isWritten && canRender))
        flags |= D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET;
    if (usage & VK_IMAGE_USAGE_STORAGE_BIT ||
        (isWritten && !canRender && canStore && !isMultisampled))
        flags |= D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS;
    return static_cast<D3D12_RESOURCE_FLAGS>(flags);
}

D3D12_RESOURCE_FLAGS depthFlags(VkImageUsageFlags usage, VkImageCreateFlags flagsGiven) {
    uint32_t flags = D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL;
    // What is rendered to through samples is loaded by a shader.
    const bool loaded = flagsGiven & VK_IMAGE_CREATE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_BIT_EXT;
    if (!(usage & kReadByShaders) && !loaded) flags |= D3D12_RESOURCE_FLAG_DENY_SHADER_RESOURCE;
    return static_cast<D3D12_RESOURCE_FLAGS>(flags);
}

// Multisampled textures may be aligned to 64 KiB while they are small (4 MiB); D3D12 says whether.
UINT64 placementAlignment(ID3D12Device* device, D3D12_RESOURCE_DESC desc) {
    if (desc.SampleDesc.Count == 1) return 0;
    desc.Alignment = D3D12_SMALL_MSAA_RESOURCE_PLACEMENT_ALIGNMENT;
    const auto info = device->GetResourceAllocationInfo(0, 1, &desc);
    const bool small = info.SizeInBytes != UINT64_MAX && info.Alignment == desc.Alignment;
    return small ? desc.Alignment : 0;
}

}  // namespace

VkImageUsageFlags imageUsage(const VkImageCreateInfo& info) {
    const auto* stencil = findInChain<VkImageStencilUsageCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_IMAGE_STENCIL_USAGE_CREATE_INFO);
    return stencil ? info.usage | stencil->stencilUsage : info.usage;
}

static D3D12_RESOURCE_DESC imageDesc(const Device& device, const VkImageCreateInfo& createInfo) {
    const FormatInfo& info = *formatInfo(createInfo.format);
    const VkImageUsageFlags usage = imageUsage(createInfo);
    const bool isLinear = createInfo.tiling == VK_IMAGE_TILING_LINEAR;
    if (isLinear && isLinearBuffer(usage))
        return bufferDesc(createInfo.arrayLayers *
                              linearLayerPitch(info, {createInfo.extent, createInfo.mipLevels, 1}),
                          D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS);
    const bool is3D = createInfo.imageType == VK_IMAGE_TYPE_3D;
    D3D12_RESOURCE_DESC desc{};
    desc.Dimension = is3D ? D3D12_RESOURCE_DIMENSION_TEXTURE3D : D3D12_RESOURCE_DIMENSION_TEXTURE2D;
    desc.Width = createInfo.extent.width;
    desc.Height = createInfo.extent.height;
    desc.DepthOrArraySize =
        static_cast<UINT16>(is3D ? createInfo.extent.depth : createInfo.arrayLayers);
    desc.MipLevels = static_cast<UINT16>(createInfo.mipLevels);
    desc.SampleDesc.Count = createInfo.samples;
    const bool isSparse = createInfo.flags & VK_IMAGE_CREATE_SPARSE_BINDING_BIT;
    desc.Layout = isLinear   ? D3D12_TEXTURE_LAYOUT_ROW_MAJOR
                  : isSparse ? D3D12_TEXTURE_LAYOUT_64KB_UNDEFINED_SWIZZLE
                             : D3D12_TEXTURE_LAYOUT_UNKNOWN;
    desc.Format =
        !info.isColor() || isMutable(info, createInfo) ? typelessFormat(info.dxgi) : info.dxgi;
    desc.Flags = info.isColor() ? colorFlags(device.capabilities(), info, createInfo, usage)
                                : depthFlags(usage, createInfo.flags);
    if (!isSparse) desc.Alignment = placementAlignment(device.d3d12(), desc);
    return desc;
}

VkImageCreateInfo planeInfo(const VkImageCreateInfo& info, const PlanarFormat& planar,
                            uint32_t plane) {
    VkImageCreateInfo result = info;
    result.format = planar.planeFormat(plane);
    result.extent = planar.planeExtent(plane, info.extent);
    result.flags &= ~VkImageCreateFlags(VK_IMAGE_CREATE_DISJOINT_BIT);
    return result;
}

ImageResources imageResources(const Device& device, const VkImageCreateInfo& info,
                              VkImageAspectFlags aspect) {
    const PlanarFormat* planar = planarFormat(info.format);
    if (!planar) return {{imageDesc(device, info)}, 1};
    const bool one = aspect & kPlaneAspects;
    ImageResources resources;
    for (uint32_t plane = 0; plane < planar->planes; ++plane)
        if (!one || plane == planeIndex(aspect))
            resources.descs[resources.count++] = imageDesc(device, planeInfo(info, *planar, plane));
    return resources;
}

ImageResources imageResources(const Image& image, VkImageAspectFlags aspect) {
    ImageResources resources;
    const VkImageAspectFlags plane = aspect & kPlaneAspects;
    const VkImageAspectFlags planes = plane ? plane : VkImageAspectFlags(VK_IMAGE_ASPECT_COLOR_BIT);
    image.forEachImage(planes,
                       [&](const Image& one) { resources.descs[resources.count++] = one.desc(); });
    return resources;
}

ImagePlacement placeImage(ID3D12Device* device, const ImageResources& resources) {
    ImagePlacement placement;
    for (uint32_t i = 0; i < resources.count; ++i) {
        const D3D12_RESOURCE_DESC& desc = resources.descs[i];
        const auto info = desc.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER
                              ? D3D12_RESOURCE_ALLOCATION_INFO{desc.Width, kLinearAlignment}
                              : device->GetResourceAllocationInfo(0, 1, &desc);
        placement.offsets[i] =
            (placement.size + info.Alignment - 1) / info.Alignment * info.Alignment;
        placement.size = placement.offsets[i] + info.SizeInBytes;
        placement.alignment = std::max(placement.alignment, info.Alignment);
    }
    return placement;
}

Image::Image(const FormatInfo& info, const VkImageCreateInfo& createInfo, VkImageUsageFlags usage,
             const D3D12_RESOURCE_DESC& desc)
    : info_(info),
      type_(createInfo.imageType),
      flags_(createInfo.flags),
      usage_(usage),
      extent_(createInfo.extent),
      levels_(createInfo.mipLevels),
      layers_(createInfo.arrayLayers),
      concurrent_(createInfo.sharingMode == VK_SHARING_MODE_CONCURRENT),
      external_(externalTypes(createInfo)),
      desc_(desc) {}

Result<Image*> Image::create(Device& device, const VkImageCreateInfo& info,
                             const Allocator& allocator) {
    const FormatInfo* format = formatInfo(info.format);
    if (!format || format->dxgi == DXGI_FORMAT_UNKNOWN) return VK_ERROR_FORMAT_NOT_SUPPORTED;
    const ImageResources resources = imageResources(device, info);
    const VkImageUsageFlags usage = imageUsage(info);
    Image* image = newObject<Image>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *format, info,
                                    usage, resources.descs[0]);
    if (!image) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const PlanarFormat* planar = planarFormat(info.format))
        for (uint32_t plane = 0; plane < planar->planes; ++plane)
            image->planeImages_[plane] = std::make_unique<Image>(
                *formatInfo(planar->planeFormat(plane)), planeInfo(info, *planar, plane), usage,
                resources.descs[plane]);
    const bool isSparse = info.flags & VK_IMAGE_CREATE_SPARSE_BINDING_BIT;
    const VkResult result = isSparse ? image->reserveTiles(device) : VK_SUCCESS;
    if (result == VK_SUCCESS) return image;
    deleteObject(allocator, image);
    return result;
}

VkResult Image::reserveTiles(Device& device) {
    ReservedResource reserved = TRY(reserve(device, desc_, firstState(device)));
    resource_ = std::move(reserved.resource);
    tiles_ = std::make_unique<const TiledLayout>(reserved.layout);
    return VK_SUCCESS;
}

VkExtent3D Image::extent(uint32_t level) const {
    return {std::max(extent_.width >> level, 1u), std::max(extent_.height >> level, 1u),
            std::max(extent_.depth >> level, 1u)};
}

VkResult Image::bind(Device& device, const DeviceMemory& memory, VkDeviceSize offset,
                     VkImageAspectFlags aspect) {
    if (!isPlanar()) return bindOne(device, memory, offset);
    if (aspect) return planeImages_[planeIndex(aspect)]->bindOne(device, memory, offset);
    const ImagePlacement placement = placeImage(device.d3d12(), imageResources(*this));
    for (uint32_t plane = 0; plane < kMaxPlanes && planeImages_[plane]; ++plane)
        TRY_VK(planeImages_[plane]->bindOne(device, memory, offset + placement.offsets[plane]));
    return VK_SUCCESS;
}

VkResult Image::bindOne(Device& device, const DeviceMemory& memory, VkDeviceSize offset) {
    if (isLinear()) {
        resource_ = memory.buffer();
        linearOffset_ = offset;
        return VK_SUCCESS;
    }
    return device.check(
        device.d3d12()->CreatePlacedResource(memory.heap(), offset, &desc_, firstState(device),
                                             nullptr, IID_PPV_ARGS(&resource_)),
        "ID3D12Device::CreatePlacedResource");
}

VkResult Image::bindMemoryOfItsOwn(Device& device) {
    D3D12_HEAP_PROPERTIES heap{};
    heap.Type = D3D12_HEAP_TYPE_DEFAULT;
    return device.check(device.d3d12()->CreateCommittedResource(&heap, D3D12_HEAP_FLAG_NONE, &desc_,
                                                                firstState(device), nullptr,
                                                                IID_PPV_ARGS(&resource_)),
                        "ID3D12Device::CreateCommittedResource");
}

D3D12_RESOURCE_STATES Image::firstState(const Device& device) const {
    const Capabilities& caps = device.capabilities();
    const BarrierKind kind{
        bool(caps.options12.EnhancedBarriersSupported),
        caps.computeOnly() ? D3D12_COMMAND_LIST_TYPE_COMPUTE : D3D12_COMMAND_LIST_TYPE_DIRECT};
    return initialState({usage_, info_.aspects, concurrent_, hasSliceLayouts()}, kind);
}

}  // namespace baker
