// From Vulkan's clip space to D3D12's, where the options ask for it (spirv_to_dxil.hpp, YFlip).
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

inline bool changesClipSpace(const Options& options) {
    return options.flipY != YFlip::None || options.negativeOneToOneDepth;
}

// `viewport` (i32) is the number of the vertex's viewport.
void toClipSpace(Translator& t, std::array<Value*, 4>& position, Value* viewport);

}  // namespace baker::translate
