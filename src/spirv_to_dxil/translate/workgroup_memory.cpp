#include "spirv_to_dxil/translate/workgroup_memory.hpp"

#include "spirv_to_dxil/translate/fences.hpp"
#include "spirv_to_dxil/translate/leaf_group.hpp"

namespace baker::translate {
namespace {

constexpr uint32_t kWordBytes = 4;

// for (i = first; i < words; i += step) memory[i] = 0
void zeroLoop(Translator& t, Value* memory, const dxil::Type* type, uint32_t words, Value* first,
              uint32_t step) {
    dxil::BasicBlock* const before = t.build.block();
    dxil::BasicBlock* const header = t.addBlock();
    dxil::BasicBlock* const body = t.addBlock();
    dxil::BasicBlock* const after = t.addBlock();
    t.build.branch(header);
    t.build.setBlock(header);
    dxil::Phi* index = t.build.phi(t.dx.types().i32());
    t.build.condBranch(t.build.compare(dxil::Predicate::IcmpUlt, index, t.dx.i32(words)), body,
                       after);
    t.build.setBlock(body);
    t.build.store(t.build.gep(memory, {t.dx.i32(0), index}), t.dx.constantInt(type, 0),
                  type->bits / 8);
    Value* next = t.build.add(index, t.dx.i32(step));
    t.build.branch(header);
    t.build.addIncoming(index, first, before);
    t.build.addIncoming(index, next, body);
    t.build.setBlock(after);
}

}  // namespace

void zeroWorkgroupMemory(Translator& t) {
    const uint32_t* n = t.reflection.workgroupSize;
    Value* first = nullptr;
    if (const Resource* flat = t.resources.declaredWorkgroupMemory(); flat && flat->startsAsZero) {
        first = t.build.dxOp(dxil::DxOp::FlattenedThreadIdInGroup, t.dx.types().i32(), {});
        zeroLoop(t, flat->memory, t.dx.types().i32(), t.reflection.workgroupMemory / kWordBytes,
                 first, n[0] * n[1] * n[2]);
    }
    for (const Variable& variable : t.variables) {
        if (!variable.startsAsZero) continue;
        if (!first)
            first = t.build.dxOp(dxil::DxOp::FlattenedThreadIdInGroup, t.dx.types().i32(), {});
        for (const LeafGroup& group : variable.groups)
            zeroLoop(t, group.memory, groupWordType(t, group), groupWords(group), first,
                     n[0] * n[1] * n[2]);
    }
    if (t.lock) {
        if (!first)
            first = t.build.dxOp(dxil::DxOp::FlattenedThreadIdInGroup, t.dx.types().i32(), {});
        zeroLoop(t, t.lock, t.dx.types().i32(), 1, first, n[0] * n[1] * n[2]);
    }
    if (first) barrier(t, kSyncThreadGroup | kTgsmFence);
}

}  // namespace baker::translate
