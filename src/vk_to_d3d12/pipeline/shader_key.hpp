// The name of a translated shader in caches.
#pragma once

#include "base/digest.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

// Of everything that decides the container: the digest of the module's words and all options. The
// build's part is in the caches' identity.
Digest shaderKey(const Digest& module, const Options& options);

}  // namespace baker
