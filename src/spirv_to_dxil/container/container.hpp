// Makes a signed container out of a module: bitcode, feature info, signatures, pipeline state
// validation data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

struct Part {
    uint32_t name;  // four characters
    std::vector<std::byte> bytes;
};

// Header, parts and hash.
std::vector<std::byte> assembleContainer(std::span<const Part> parts);

struct ContainerResult {
    std::vector<std::byte> bytes;
    uint64_t featureInfo = 0;  // the bits of SFI0
};

// Finalizes the module's functions and writes it. The module needs an entry point whose blocks all
// have terminators.
ContainerResult buildContainer(Module& module);

}  // namespace baker::dxil
