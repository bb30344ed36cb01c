// The parts ISG1, OSG1 and PSG1: the signature as the runtime matches stages by it.
#pragma once

#include <cstddef>
#include <vector>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

std::vector<std::byte> signaturePart(const Module& module, const Signature& signature,
                                     bool isInput);

// The component type as signatures and PSV0 spell it.
uint32_t signatureComponentType(ComponentType type);

}  // namespace baker::dxil
