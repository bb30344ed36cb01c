#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {

std::span<const EmitterRow> glslEmitters() {
    return {};
}

}  // namespace baker::translate
