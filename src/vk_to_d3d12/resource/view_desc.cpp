#include "view_desc.hpp"

namespace baker {
namespace {

UINT encode(const ComponentMapping& m) {
    return D3D12_ENCODE_SHADER_4_COMPONENT_MAPPING(m[0], m[1], m[2], m[3]);
}

bool isVolume(const Image& image) {
    return image.type() == VK_IMAGE_TYPE_3D;
}

}  // namespace

D3D12_SHADER_RESOURCE_VIEW_DESC shaderResourceView(const Image& image, ViewShape shape,
                                                   ShaderFormat format, VkImageAspectFlags aspect,
                                                   const ViewRange& range, float minLod) {
    D3D12_SHADER_RESOURCE_VIEW_DESC desc{.Format = format.dxgi,
                                         .Shader4ComponentMapping = encode(format.mapping)};
    if (isVolume(image)) {
        desc.ViewDimension = D3D12_SRV_DIMENSION_TEXTURE3D;
        desc.Texture3D = {range.baseLevel, range.levels, minLod};
    } else if (image.samples() > 1) {
        desc.ViewDimension = D3D12_SRV_DIMENSION_TEXTURE2DMSARRAY;
        desc.Texture2DMSArray = {range.baseLayer, range.layers};
    } else if (shape == ViewShape::Cube) {
        desc.ViewDimension = D3D12_SRV_DIMENSION_TEXTURECUBEARRAY;
        desc.TextureCubeArray = {range.baseLevel, range.levels, range.baseLayer, range.layers / 6,
                                 minLod};
    } else {
        desc.ViewDimension = D3D12_SRV_DIMENSION_TEXTURE2DARRAY;
        desc.Texture2DArray = {range.baseLevel, range.levels,    range.baseLayer,
                               range.layers,    planeOf(aspect), minLod};
    }
    return desc;
}

D3D12_UNORDERED_ACCESS_VIEW_DESC unorderedAccessView(const Image& image, DXGI_FORMAT format,
                                                     const ViewRange& range) {
    D3D12_UNORDERED_ACCESS_VIEW_DESC desc{.Format = format};
    if (isVolume(image)) {
        desc.ViewDimension = D3D12_UAV_DIMENSION_TEXTURE3D;
        desc.Texture3D = {range.baseLevel, range.baseLayer, range.layers};
    } else {
        desc.ViewDimension = D3D12_UAV_DIMENSION_TEXTURE2DARRAY;
        desc.Texture2DArray = {range.baseLevel, range.baseLayer, range.layers, 0};
    }
    return desc;
}

D3D12_RENDER_TARGET_VIEW_DESC renderTargetView(const Image& image, DXGI_FORMAT format,
                                               const ViewRange& range) {
    D3D12_RENDER_TARGET_VIEW_DESC desc{.Format = format};
    if (isVolume(image)) {
        desc.ViewDimension = D3D12_RTV_DIMENSION_TEXTURE3D;
        desc.Texture3D = {range.baseLevel, range.baseLayer, range.layers};
    } else if (image.samples() > 1) {
        desc.ViewDimension = D3D12_RTV_DIMENSION_TEXTURE2DMSARRAY;
        desc.Texture2DMSArray = {range.baseLayer, range.layers};
    } else {
        desc.ViewDimension = D3D12_RTV_DIMENSION_TEXTURE2DARRAY;
        desc.Texture2DArray = {range.baseLevel, range.baseLayer, range.layers, 0};
    }
    return desc;
}

D3D12_DEPTH_STENCIL_VIEW_DESC depthStencilView(const Image& image, D3D12_DSV_FLAGS flags,
                                               const ViewRange& range) {
    D3D12_DEPTH_STENCIL_VIEW_DESC desc{.Format = image.info().dxgi, .Flags = flags};
    if (image.samples() > 1) {
        desc.ViewDimension = D3D12_DSV_DIMENSION_TEXTURE2DMSARRAY;
        desc.Texture2DMSArray = {range.baseLayer, range.layers};
    } else {
        desc.ViewDimension = D3D12_DSV_DIMENSION_TEXTURE2DARRAY;
        desc.Texture2DArray = {range.baseLevel, range.baseLayer, range.layers};
    }
    return desc;
}

ComponentMapping composeMapping(const VkComponentMapping& view, const ComponentMapping& format) {
    const VkComponentSwizzle swizzles[] = {view.r, view.g, view.b, view.a};
    ComponentMapping result{};
    for (size_t i = 0; i < result.size(); ++i) {
        switch (swizzles[i]) {
            case VK_COMPONENT_SWIZZLE_ZERO:
                result[i] = D3D12_SHADER_COMPONENT_MAPPING_FORCE_VALUE_0;
                break;
            case VK_COMPONENT_SWIZZLE_ONE:
                result[i] = D3D12_SHADER_COMPONENT_MAPPING_FORCE_VALUE_1;
                break;
            case VK_COMPONENT_SWIZZLE_IDENTITY:
                result[i] = format[i];
                break;
            default:  // VK_COMPONENT_SWIZZLE_R to A
                result[i] = format[static_cast<size_t>(swizzles[i]) - VK_COMPONENT_SWIZZLE_R];
        }
    }
    return result;
}

}  // namespace baker
