#include "spirv_to_dxil/translate/workgroup_layout.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/buffer_memory.hpp"

namespace baker::translate {
namespace {

constexpr uint32_t kAlignment = 8;
constexpr uint32_t kMaxBytes = 1u << 16;  // beyond D3D12's limit, so that its error is given

bool has(const spirv::Module& module, spv::Capability capability) {
    return std::ranges::count(module.capabilities(), capability) != 0;
}

}  // namespace

WorkgroupLayout workgroupLayout(const spirv::Module& module, const spirv::Types& types) {
    WorkgroupLayout layout;
    layout.isExplicit = has(module, spv::Capability::WorkgroupMemoryExplicitLayoutKHR);
    layout.isFlat = layout.isExplicit || has(module, spv::Capability::VariablePointers);
    if (!layout.isFlat) return layout;
    for (const uint32_t offset : module.globals()) {
        const spirv::Instruction inst = module.at(offset);
        if (inst.op() != spv::Op::OpVariable ||
            static_cast<spv::StorageClass>(inst.word(3)) != spv::StorageClass::Workgroup)
            continue;
        const spirv::Type* pointer = types.find(inst.word(1));
        if (!pointer || !pointer->element) continue;
        const uint64_t size =
            layout.isExplicit ? byteExtent(*pointer->element) : pointer->element->packedSize;
        const uint32_t first = layout.isExplicit ? 0 : layout.bytes;
        layout.offsets[inst.word(2)] = first;
        const uint64_t end = (first + size + kAlignment - 1) / kAlignment * kAlignment;
        layout.bytes =
            std::max(layout.bytes, static_cast<uint32_t>(std::min<uint64_t>(end, kMaxBytes)));
    }
    return layout;
}

}  // namespace baker::translate
