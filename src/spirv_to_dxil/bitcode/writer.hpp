// Serialises a DXIL module as LLVM 3.7 bitcode, the form that every DXIL consumer reads.
#pragma once

#include <cstdint>
#include <vector>

#include "spirv_to_dxil/dxil/metadata.hpp"
#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

// The module must be finalized; `metadata` is buildMetadata() of it. The words start with the
// bitcode's magic number ('BC' 0xC0DE).
std::vector<uint32_t> writeBitcode(Module& module, const MetadataTable& metadata);

}  // namespace baker::dxil
