#include "spirv_to_dxil/translate/emitters.hpp"

#include <unordered_map>

#include "spirv_to_dxil/translate/invocations.hpp"

namespace baker::translate {
namespace {

using Table = std::unordered_map<uint32_t, const EmitterRow*>;

Table joinFamilies() {
    Table table;
    for (const auto family :
         {arithmeticEmitters(), comparisonEmitters(),  conversionEmitters(),  bitEmitters(),
          integerDotEmitters(), matrixEmitters(),      compositeEmitters(),   constantEmitters(),
          memoryEmitters(),     pointerEmitters(),     controlFlowEmitters(), barrierEmitters(),
          fragmentEmitters(),   geometryEmitters(),    imageSampleEmitters(), imageAccessEmitters(),
          imageQueryEmitters(), imageAtomicEmitters(), texelEmitters(),       atomicEmitters(),
          groupEmitters(),      glslEmitters()})
        for (const EmitterRow& row : family) table.emplace(static_cast<uint32_t>(row.op), &row);
    return table;
}

// The scalars of the value that an id has, or, of a pointer, points to.
uint64_t scalarsOf(Translator& t, Id typeId) {
    const spirv::Type* type = t.types.find(typeId);
    if (type && type->kind == spirv::TypeKind::Pointer) type = type->element;
    return type ? type->scalars : 0;
}

Id typeIdOf(Translator& t, Id value) {
    if (!t.module.isDefined(value)) return 0;
    const Instruction inst = t.module.definition(value);
    return inst.word(spirv::resultLayout(inst.op()).type);
}

// What an instruction costs: one, and the scalars that it makes, moves or declares.
uint64_t costOf(Translator& t, const Instruction& inst) {
    switch (inst.op()) {
        case spv::Op::OpStore:
            return 1 + scalarsOf(t, typeIdOf(t, inst.word(2)));
        case spv::Op::OpCopyMemory:
            return 1 + scalarsOf(t, typeIdOf(t, inst.word(1)));
        case spv::Op::OpPhi:
            return 1 + scalarsOf(t, inst.word(1)) * inst.wordCount() / 2;
        case spv::Op::OpAccessChain:
        case spv::Op::OpInBoundsAccessChain:
        case spv::Op::OpPtrAccessChain:
            return 1;
        default:
            return 1 + (spirv::resultLayout(inst.op()).type ? scalarsOf(t, inst.word(1)) : 0);
    }
}

}  // namespace

const EmitterRow* findEmitter(spv::Op op) {
    static const Table table = joinFamilies();
    const auto it = table.find(static_cast<uint32_t>(op));
    return it != table.end() ? it->second : nullptr;
}

bool isConstantOperation(spv::Op op) {
    for (const auto family : {arithmeticEmitters(), comparisonEmitters(), conversionEmitters(),
                              bitEmitters(), compositeEmitters()})
        for (const EmitterRow& row : family)
            if (row.op == op) return true;
    return false;
}

void emitInstruction(Translator& t, const Instruction& inst) {
    t.currentOffset = inst.offset();
    if (!t.spend(costOf(t, inst))) return;
    const EmitterRow* row = findEmitter(inst.op());
    if (!row) return t.fail(spirv::opName(inst.op()) + " is not supported");
    if (inst.wordCount() < row->minimumWords) return t.fail("the instruction lacks operands");
    if (!isLeftOut(t, inst)) row->emit(t, inst);
}

}  // namespace baker::translate
