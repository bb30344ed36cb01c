#include "spirv_to_dxil/dxil/resource_properties.hpp"

namespace baker::dxil {
namespace {

// Bit positions in the first word.
constexpr uint32_t kUav = 1u << 12;
constexpr uint32_t kRasterOrdered = 1u << 13;
constexpr uint32_t kGloballyCoherent = 1u << 14;
constexpr uint32_t kComparisonOrCounter = 1u << 15;

uint32_t typedWord(const Resource& resource) {
    switch (resource.kind) {
        case ResourceKind::StructuredBuffer:
            return resource.stride;
        case ResourceKind::CBuffer:
            return resource.size;
        case ResourceKind::RawBuffer:
        case ResourceKind::Sampler:
            return 0;
        default:
            return uint32_t(resource.component) | texelComponents(resource.component) << 8 |
                   resource.sampleCount << 16;
    }
}

}  // namespace

ResourceProperties resourceProperties(const Resource& resource) {
    uint32_t basic = uint32_t(resource.kind);
    if (resource.resourceClass == ResourceClass::UnorderedAccess) basic |= kUav;
    if (resource.rasterOrdered) basic |= kRasterOrdered;
    if (resource.globallyCoherent) basic |= kGloballyCoherent;
    if (resource.counter || resource.samplerKind == SamplerKind::Comparison)
        basic |= kComparisonOrCounter;
    return {basic, typedWord(resource)};
}

}  // namespace baker::dxil
