// Which signature element, and which of its columns, carries a scalar of the stage's interface.
#pragma once

#include "spirv_to_dxil/translate/stage_interface.hpp"

namespace baker::translate {

struct ElementColumn {
    uint32_t element = 0;  // index in the signature
    uint32_t column = 0;   // relative to the element's first
};

// The element is added to the signature where it is not in it yet. Fails, and answers 0, for a
// built-in that no element carries, and for two types in one location.
ElementColumn elementOf(Translator& t, bool isInput, const InterfaceScalar& scalar);

// Components of a signature are of 32 bits.
dxil::ComponentType componentTypeOf(const spirv::Type& scalar);

}  // namespace baker::translate
