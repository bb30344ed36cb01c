// Binding descriptor sets to a bind point.
#pragma once

#include "recorder.hpp"

namespace baker {

struct DescriptorSet;

void bindSet(BindPointState& state, uint32_t index, const DescriptorSet& set);

}  // namespace baker
