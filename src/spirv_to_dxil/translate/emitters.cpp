#include "spirv_to_dxil/translate/emitters.hpp"

#include <unordered_map>

namespace baker::translate {
namespace {

using Table = std::unordered_map<uint32_t, const EmitterRow*>;

Table joinFamilies() {
    Table table;
    for (const auto family :
         {arithmeticEmitters(), comparisonEmitters(), conversionEmitters(), bitEmitters(),
          integerDotEmitters(), matrixEmitters(), compositeEmitters(), constantEmitters(),
          memoryEmitters(), pointerEmitters(), controlFlowEmitters(), barrierEmitters(),
          fragmentEmitters(), imageSampleEmitters(), imageAccessEmitters(), imageQueryEmitters(),
          atomicEmitters(), groupEmitters(), glslEmitters()})
        for (const EmitterRow& row : family) table.emplace(static_cast<uint32_t>(row.op), &row);
    return table;
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
    if (!t.spend()) return;
    const EmitterRow* row = findEmitter(inst.op());
    if (!row) return t.fail(spirv::opName(inst.op()) + " is not supported");
    if (inst.wordCount() < row->minimumWords) return t.fail("the instruction lacks operands");
    row->emit(t, inst);
}

}  // namespace baker::translate
