// dx.types.ResourceProperties: the two words that annotateHandle attaches to a handle
// (shader model 6.6; DXIL.rst, "Annotate Handle").
#pragma once

#include "spirv_to_dxil/dxil/resource.hpp"

namespace baker::dxil {

struct ResourceProperties {
    uint32_t basic = 0;  // kind, alignment, flags
    uint32_t typed = 0;  // component type and count, or stride, or size
};

ResourceProperties resourceProperties(const Resource& resource);

// Components of an element of a typed resource: 4, since Vulkan's texels have four, but 1 of 64
// bits.
constexpr uint32_t texelComponents(ComponentType component) {
    return component == ComponentType::I64 || component == ComponentType::U64 ? 1 : 4;
}

}  // namespace baker::dxil
