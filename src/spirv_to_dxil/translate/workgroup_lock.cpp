#include "spirv_to_dxil/translate/workgroup_lock.hpp"

namespace baker::translate {
namespace {

bool exchanges(spv::Op op) {
    return op == spv::Op::OpAtomicCompareExchange || op == spv::Op::OpAtomicFAddEXT ||
           op == spv::Op::OpAtomicFMinEXT || op == spv::Op::OpAtomicFMaxEXT;
}

// The type of a pointer that an instruction of the module makes.
const spirv::Type* pointerType(const Translator& t, Id pointer) {
    if (!t.module.isDefined(pointer)) return nullptr;
    const Instruction made = t.module.definition(pointer);
    const auto layout = spirv::resultLayout(made.op());
    return layout.type ? t.types.find(made.word(layout.type)) : nullptr;
}

bool exchangesInWorkgroupMemory(const Translator& t) {
    for (const spirv::Function& function : t.module.functions())
        for (const spirv::Block& block : function.blocks)
            for (uint32_t at = block.begin; at < block.terminator; at = t.module.at(at).next()) {
                const Instruction inst = t.module.at(at);
                if (!exchanges(inst.op()) || inst.wordCount() < 4) continue;
                const spirv::Type* type = pointerType(t, inst.word(3));
                if (type && type->storage == spv::StorageClass::Workgroup) return true;
            }
    return false;
}

}  // namespace

bool isLocked(const Translator& t, uint32_t words) {
    if (!t.options.features.lockSharedExchange || words < 2) return false;
    if (!t.locksWorkgroupMemory) t.locksWorkgroupMemory = exchangesInWorkgroupMemory(t);
    return *t.locksWorkgroupMemory;
}

Value* workgroupLock(Translator& t) {
    if (!t.lock) t.lock = t.dx.addGroupShared("lock", t.dx.types().array(t.dx.types().i32(), 1), 4);
    return t.lock;
}

}  // namespace baker::translate
