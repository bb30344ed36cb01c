#include "spirv_to_dxil/translate/glsl.hpp"

#include <array>

namespace baker::translate {

using spirv::Type;
using spirv::TypeKind;

namespace {

constexpr size_t kFunctions = GLSLstd450Count;

std::array<const GlslRow*, kFunctions> joinGroups() {
    std::array<const GlslRow*, kFunctions> table{};
    for (const auto group : {glslCommon(), glslExponential(), glslTrigonometry(), glslParts(),
                             glslPacking(), glslGeometry(), glslMatrix(), glslInterpolation()})
        for (const GlslRow& row : group) table[row.function] = &row;
    return table;
}

const GlslRow* findFunction(uint32_t function) {
    static const auto table = joinGroups();
    return function < table.size() ? table[function] : nullptr;
}

// Non-semantic instruction sets say nothing that matters to the result, which is of type void.
bool isNonSemantic(Translator& t, Id set) {
    return t.module.extendedInstructionSet(set).starts_with("NonSemantic.");
}

void extendedInstruction(Translator& t, const Instruction& inst) {
    const Id set = inst.word(3);
    if (isNonSemantic(t, set)) return;
    if (t.module.extendedInstructionSet(set) != "GLSL.std.450")
        return t.fail("an extended instruction set that is not supported");
    const GlslRow* row = findFunction(inst.word(4));
    if (!row)
        return t.fail("GLSL.std.450 instruction " + std::to_string(inst.word(4)) +
                      " is not supported");
    if (inst.wordCount() < 5u + row->operands) return t.fail("the instruction lacks operands");
    row->emit(t, inst);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpExtInst, 5, extendedInstruction},
    {spv::Op(4433), 5, extendedInstruction},  // OpExtInstWithForwardRefsKHR
};

}  // namespace

const Type* glslResult(Translator& t, const Instruction& inst, TypeKind kind) {
    const Type& type = t.resultType(inst);
    const Type* scalar = type.kind == TypeKind::Matrix ? nullptr : type.scalar();
    if (!t.failed() && scalar && scalar->kind == kind) return scalar;
    t.fail("the instruction's result has a type that it cannot have");
    return nullptr;
}

std::span<const EmitterRow> glslEmitters() {
    return kRows;
}

}  // namespace baker::translate
