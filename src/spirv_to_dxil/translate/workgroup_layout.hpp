// Workgroup memory that is addressed by byte: where each variable begins.
//
// Blocks of SPV_KHR_workgroup_memory_explicit_layout all begin at 0, for they alias; other
// variables lie one behind the other in the layout of Type::packedSize.
#pragma once

#include <unordered_map>

#include "spirv_to_dxil/spirv/types.hpp"

namespace baker::translate {

struct WorkgroupLayout {
    bool isExplicit = false;  // laid out by the module
    bool isFlat = false;      // addressed by byte at all
    uint32_t bytes = 0;
    std::unordered_map<spirv::Id, uint32_t> offsets;  // of each variable
};

WorkgroupLayout workgroupLayout(const spirv::Module& module, const spirv::Types& types);

}  // namespace baker::translate
