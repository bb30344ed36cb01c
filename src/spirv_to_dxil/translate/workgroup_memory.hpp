// Workgroup variables whose content is defined at the start: by a null initializer, or because the
// pipeline asks for it (VK_KHR_zero_initialize_workgroup_memory).
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// Emits, into the current block, stores of zero to all words of the variables that need it, shared
// among the workgroup's invocations, and a barrier. The current block becomes the one behind it.
void zeroWorkgroupMemory(Translator& t);

}  // namespace baker::translate
