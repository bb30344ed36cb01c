// Constants, specialisation constants and constant expressions, all folded to DXIL constants by the
// builder.
#include <algorithm>

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

// The value that the pipeline gives to the constant, if it gives one.
const SpecializationConstant* specialization(Translator& t, Id id) {
    const auto* d = t.module.decoration(id, spv::Decoration::SpecId);
    if (!d || d->operands.empty()) return nullptr;
    for (const SpecializationConstant& c : t.options.specialization)
        if (c.id == d->operands[0]) return &c;
    return nullptr;
}

uint64_t literal(const Instruction& inst, const Type& type) {
    uint64_t bits = inst.word(3);
    if (type.width == 64) bits |= uint64_t{inst.word(4)} << 32;
    return bits;
}

void constant(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    if (type.kind != TypeKind::Int && type.kind != TypeKind::Float)
        return t.fail("a constant of this type is not supported");
    uint64_t bits = literal(inst, type);
    if (inst.op() == spv::Op::OpSpecConstant)
        if (const auto* given = specialization(t, inst.word(2))) bits = given->value;
    t.define(inst, constantFromBits(t, type, bits));
}

template <bool value>
void boolean(Translator& t, const Instruction& inst) {
    const auto* given = specialization(t, inst.word(2));
    t.define(inst, t.dx.i1(given ? given->value != 0 : value));
}

void composite(Translator& t, const Instruction& inst) {
    std::vector<Value*> scalars;
    for (const Id part : inst.from(3)) {
        const Scalars values = t.object(part).scalars;
        if (scalars.size() + values.size() > spirv::Types::kMaxScalars)
            return t.fail("the constant is too large");
        scalars.insert(scalars.end(), values.begin(), values.end());
    }
    const auto list = t.makeScalars(scalars.size());
    std::copy(scalars.begin(), scalars.end(), list.begin());
    t.define(inst, list);
}

void replicated(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Scalars part = t.object(inst.word(3)).scalars;
    if (part.empty() || type.scalars % part.size())
        return t.fail("the value does not fill its type");
    const auto list = t.makeScalars(type.scalars);
    for (size_t i = 0; i < list.size(); ++i) list[i] = part[i % part.size()];
    t.define(inst, list);
}

// Also OpUndef: any value will do, and the validator rejects DXIL's undef as an operand.
void null(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    if (type.kind == TypeKind::Pointer && !type.isPointerValue()) return;  // an error where used
    t.define(inst, t.zeros(type));
}

// The same instruction without the opcode operand.
void specConstantOp(Translator& t, const Instruction& inst) {
    const EmitterRow* row = findEmitter(static_cast<spv::Op>(inst.word(3) & 0xffff));
    if (!row || inst.word(3) == static_cast<uint32_t>(spv::Op::OpSpecConstantOp) ||
        inst.wordCount() < row->minimumWords + 1u)
        return t.fail("a specialisation constant is made by an operation that is not supported");
    if (!isConstantOperation(row->op))
        return t.fail("a specialisation constant is made by an operation that makes none");
    std::vector<uint32_t> words{((inst.wordCount() - 1) << 16) | static_cast<uint32_t>(row->op),
                                inst.word(1), inst.word(2)};
    const auto operands = inst.from(4);
    words.insert(words.end(), operands.begin(), operands.end());
    row->emit(t, Instruction(words, 0));
}

// EXT_replicated_composites; not yet named by the SPIRV-Headers of every distribution.
constexpr auto kConstantCompositeReplicate = static_cast<spv::Op>(4461);
constexpr auto kSpecConstantCompositeReplicate = static_cast<spv::Op>(4462);

constexpr EmitterRow kRows[] = {
    {spv::Op::OpConstantTrue, 3, boolean<true>},
    {spv::Op::OpConstantFalse, 3, boolean<false>},
    {spv::Op::OpSpecConstantTrue, 3, boolean<true>},
    {spv::Op::OpSpecConstantFalse, 3, boolean<false>},
    {spv::Op::OpConstant, 4, constant},
    {spv::Op::OpSpecConstant, 4, constant},
    {spv::Op::OpConstantComposite, 3, composite},
    {spv::Op::OpSpecConstantComposite, 3, composite},
    {kConstantCompositeReplicate, 4, replicated},
    {kSpecConstantCompositeReplicate, 4, replicated},
    {spv::Op::OpConstantNull, 3, null},
    {spv::Op::OpUndef, 3, null},
    {spv::Op::OpSpecConstantOp, 4, specConstantOp},
};

}  // namespace

std::span<const EmitterRow> constantEmitters() {
    return kRows;
}

}  // namespace baker::translate
