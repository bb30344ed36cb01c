#include "ycbcr_conversion.hpp"

#include "device/device.hpp"
#include "planar_format.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint8_t kIdentity = UINT8_MAX;

// By VkComponentSwizzle.
constexpr uint8_t kSwizzles[] = {kIdentity, YcbcrConversion::kZero, YcbcrConversion::kOne, 0, 1, 2,
                                 3};

// By VkSamplerYcbcrModelConversion.
constexpr YcbcrConversion::Model kModels[] = {
    YcbcrConversion::Model::RgbIdentity, YcbcrConversion::Model::YcbcrIdentity,
    YcbcrConversion::Model::Ycbcr709, YcbcrConversion::Model::Ycbcr601,
    YcbcrConversion::Model::Ycbcr2020};

uint8_t swizzleOf(VkComponentSwizzle swizzle, uint8_t component) {
    const uint8_t source = kSwizzles[swizzle];
    return source == kIdentity ? component : source;
}

}  // namespace

SamplerYcbcrConversion::SamplerYcbcrConversion(const VkSamplerYcbcrConversionCreateInfo& info) {
    conversion_.model = kModels[info.ycbcrModel];
    conversion_.narrowRange = info.ycbcrRange == VK_SAMPLER_YCBCR_RANGE_ITU_NARROW;
    conversion_.cositedX = info.xChromaOffset == VK_CHROMA_LOCATION_COSITED_EVEN;
    conversion_.cositedY = info.yChromaOffset == VK_CHROMA_LOCATION_COSITED_EVEN;
    conversion_.components = {swizzleOf(info.components.r, 0), swizzleOf(info.components.g, 1),
                              swizzleOf(info.components.b, 2), swizzleOf(info.components.a, 3)};
    if (const PlanarFormat* planar = planarFormat(info.format)) {
        conversion_.planes = planar->planes;
        conversion_.bits = planar->bits;
        conversion_.texelBits = planar->bits > 8 ? 16 : 8;
        conversion_.halfWidth = planar->halfWidth;
        conversion_.halfHeight = planar->halfHeight;
    }
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateSamplerYcbcrConversion(
    VkDevice device, const VkSamplerYcbcrConversionCreateInfo* pCreateInfo,
    const VkAllocationCallbacks* pAllocator, VkSamplerYcbcrConversion* pConversion) {
    auto* made = newObject<SamplerYcbcrConversion>(Device::from(device)->allocator(pAllocator),
                                                   VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *pCreateInfo);
    if (!made) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pConversion = made->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroySamplerYcbcrConversion(VkDevice device,
                                                         VkSamplerYcbcrConversion conversion,
                                                         const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator),
                 SamplerYcbcrConversion::from(conversion));
}

}  // namespace entry
}  // namespace baker
