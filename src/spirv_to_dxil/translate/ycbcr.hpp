// The conversion from Y'CbCr that an immutable sampler asks for. Source: Vulkan specification,
// "Sampler Y'CbCr Conversion".
#pragma once

#include "spirv_to_dxil/translate/image_sample.hpp"

namespace baker::translate {

// What the image's sampler converts by; null for nothing.
const YcbcrConversion* conversionOf(const ImageUse& use);

// Moves the coordinates from where the first plane has its texels to where plane `plane` has them.
void moveToPlane(Translator& t, const YcbcrConversion& conversion, Sample& s, uint32_t plane);

// Red, green, blue and alpha from the planes' components, all of the format's bits as numbers from
// 0 to 1: R is Cr, G is Y, B is Cb.
std::array<Value*, 4> convertYcbcr(Translator& t, const YcbcrConversion& conversion,
                                   const std::array<Value*, 4>& rgba);

}  // namespace baker::translate
