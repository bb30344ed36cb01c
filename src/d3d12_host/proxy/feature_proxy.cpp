// What the host adds to vkd3d's features.
#include "d3d12/vkd3d_library.hpp"
#include "proxies.hpp"
#include "vulkan/tiled_support.hpp"
#include "vulkan/vkd3d_objects.hpp"

namespace baker::host {
namespace {

constexpr size_t kCheckFeatureSupport = 13;  // slot of ID3D12Device

HRESULT checkFeature(void* inner, D3D12_FEATURE feature, void* data, UINT size) {
    using Function = HRESULT(HOST_MS_ABI*)(void*, D3D12_FEATURE, void*, UINT);
    return reinterpret_cast<Function>(slotOf(inner, kCheckFeatureSupport))(inner, feature, data,
                                                                           size);
}

// vkd3d asks Vulkan for the format that it takes for a DXGI format. (Its function
// vkd3d_get_vk_format crashes at some.)
VkFormat vulkanFormat(void* inner, DXGI_FORMAT format) {
    D3D12_FEATURE_DATA_FORMAT_SUPPORT support = {format, {}, {}};
    return SUCCEEDED(checkFeature(inner, D3D12_FEATURE_FORMAT_SUPPORT, &support, sizeof(support)))
               ? lastFormat()
               : VK_FORMAT_UNDEFINED;
}

// vkd3d knows none of them.
HRESULT options19(const DeviceExtensions& extensions, void* data, UINT size) {
    auto* options = static_cast<D3D12_FEATURE_DATA_D3D12_OPTIONS19*>(data);
    if (!options || size != sizeof(*options)) return E_INVALIDARG;
    *options = {};
    options->RasterizerDesc2Supported = TRUE;
    options->NarrowQuadrilateralLinesSupported = extensions.lines;
    options->MaxSamplerDescriptorHeapSize =
        options->MaxSamplerDescriptorHeapSizeWithStaticSamplers =
            D3D12_MAX_SHADER_VISIBLE_SAMPLER_HEAP_SIZE;
    options->MaxViewDescriptorHeapSize = D3D12_MAX_SHADER_VISIBLE_DESCRIPTOR_HEAP_SIZE_TIER_1;
    return S_OK;
}

}  // namespace

HRESULT DeviceProxy::CheckFeatureSupport(D3D12_FEATURE feature, void* data, UINT size) {
    if (feature == D3D12_FEATURE_D3D12_OPTIONS19) return options19(extensions, data, size);
    const HRESULT result = checkFeature(inner_, feature, data, size);
    if (FAILED(result)) return result;
    const VkInstance instance = vkd3dVulkanInstance();
    const VkPhysicalDevice device = vkd3dPhysicalDevice(inner_);
    if (feature == D3D12_FEATURE_D3D12_OPTIONS13) {
        static_cast<D3D12_FEATURE_DATA_D3D12_OPTIONS13*>(data)->AlphaBlendFactorSupported = TRUE;
    } else if (feature == D3D12_FEATURE_D3D12_OPTIONS) {
        auto& options = *static_cast<D3D12_FEATURE_DATA_D3D12_OPTIONS*>(data);
        options.TiledResourcesTier = tiledResourcesTier(instance, device);
        options.CrossAdapterRowMajorTextureSupported = TRUE;  // images of linear tiling
    } else if (feature == D3D12_FEATURE_FORMAT_SUPPORT) {
        auto& support = *static_cast<D3D12_FEATURE_DATA_FORMAT_SUPPORT*>(data);
        // Of depth vkd3d cannot make them on lavapipe, which takes all tiles for those of colour.
        const bool isDepth = support.Support1 & D3D12_FORMAT_SUPPORT1_DEPTH_STENCIL;
        if (!isDepth && canBeTiled(instance, device, vulkanFormat(inner_, support.Format), 1))
            support.Support2 |= D3D12_FORMAT_SUPPORT2_TILED;
    } else if (feature == D3D12_FEATURE_MULTISAMPLE_QUALITY_LEVELS) {
        auto& levels = *static_cast<D3D12_FEATURE_DATA_MULTISAMPLE_QUALITY_LEVELS*>(data);
        if (levels.Flags & D3D12_MULTISAMPLE_QUALITY_LEVELS_FLAG_TILED_RESOURCE &&
            !canBeTiled(instance, device, vulkanFormat(inner_, levels.Format), levels.SampleCount))
            levels.NumQualityLevels = 0;
    }
    return result;
}

}  // namespace baker::host
