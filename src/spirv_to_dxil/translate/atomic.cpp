#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {

std::span<const EmitterRow> atomicEmitters() {
    return {};
}

}  // namespace baker::translate
