#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {

std::span<const EmitterRow> groupEmitters() {
    return {};
}

}  // namespace baker::translate
