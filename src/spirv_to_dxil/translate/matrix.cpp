// Linear algebra: products of scalars, vectors and matrices. A matrix's scalars are its columns,
// one after another.
#include "spirv_to_dxil/translate/componentwise.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/small_float.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

// Floating-point operands of an instruction, checked against each other.
struct Operand {
    Scalars scalars;
    uint32_t rows = 1;  // components of a vector, or of a column
    uint32_t columns = 1;
};

Operand operand(Translator& t, Id id, const Type& scalar) {
    const Type& type = t.typeOf(id);
    Operand o;
    if (type.kind == TypeKind::Matrix) {
        o.columns = type.count;
        o.rows = type.element->count;
    } else if (type.kind == TypeKind::Vector) {
        o.rows = type.count;
    }
    if (scalar.kind != TypeKind::Float) t.fail("the operation needs floating-point numbers");
    o.scalars = t.scalars(id, carrier(t, scalar), size_t{o.rows} * o.columns);
    return o;
}

Value* multiply(Translator& t, const Type& scalar, Value* a, Value* b) {
    return narrow(t, scalar, t.build.fmul(a, b));
}

// The sum of a[i * aStep] * b[i * bStep]. Of small floats it is rounded once: their few digits
// would be lost otherwise.
Value* sumOfProducts(Translator& t, const Type& scalar, Scalars a, size_t aStep, Scalars b,
                     size_t bStep, size_t count) {
    if (isSmallFloat(scalar)) {
        Value* sum = t.build.fmul(a[0], b[0]);
        for (size_t i = 1; i < count; ++i)
            sum = t.build.fadd(sum, t.build.fmul(a[i * aStep], b[i * bStep]));
        return narrow(t, scalar, sum);
    }
    Value* sum = multiply(t, scalar, a[0], b[0]);
    for (size_t i = 1; i < count; ++i)
        sum = narrow(t, scalar, t.build.fadd(sum, multiply(t, scalar, a[i * aStep], b[i * bStep])));
    return sum;
}

struct Pair {
    const Type* type;
    const Type* scalar;
    Operand a, b;
    bool ok;
};

Pair operands(Translator& t, const Instruction& inst) {
    Pair pair{};
    pair.type = &t.resultType(inst);
    pair.scalar = &scalarOf(t, *pair.type);
    if (t.failed()) return pair;
    pair.a = operand(t, inst.word(3), *pair.scalar);
    pair.b = operand(t, inst.word(4), *pair.scalar);
    pair.ok = !t.failed();
    return pair;
}

void timesScalar(Translator& t, const Instruction& inst) {
    const Pair p = operands(t, inst);
    if (!p.ok) return;
    const auto result = t.makeScalars(p.a.scalars.size());
    for (size_t i = 0; i < result.size(); ++i)
        result[i] = multiply(t, *p.scalar, p.a.scalars[i], p.b.scalars[0]);
    t.define(inst, result);
}

void dot(Translator& t, const Instruction& inst) {
    const Pair p = operands(t, inst);
    if (!p.ok) return;
    if (p.a.rows != p.b.rows) return t.fail("the vectors have different lengths");
    t.define(inst, sumOfProducts(t, *p.scalar, p.a.scalars, 1, p.b.scalars, 1, p.a.rows));
}

void vectorTimesMatrix(Translator& t, const Instruction& inst) {
    const Pair p = operands(t, inst);
    if (!p.ok) return;
    if (p.a.rows != p.b.rows) return t.fail("the operands' sizes do not match");
    const auto result = t.makeScalars(p.b.columns);
    for (uint32_t c = 0; c < p.b.columns; ++c)
        result[c] = sumOfProducts(t, *p.scalar, p.a.scalars, 1,
                                  p.b.scalars.subspan(size_t{c} * p.b.rows), 1, p.b.rows);
    t.define(inst, result);
}

// A matrix times the columns of the right operand: a vector is one column.
void matrixTimes(Translator& t, const Instruction& inst) {
    const Pair p = operands(t, inst);
    if (!p.ok) return;
    if (p.a.columns != p.b.rows) return t.fail("the operands' sizes do not match");
    const auto result = t.makeScalars(size_t{p.a.rows} * p.b.columns);
    for (uint32_t c = 0; c < p.b.columns; ++c)
        for (uint32_t r = 0; r < p.a.rows; ++r)
            result[c * p.a.rows + r] =
                sumOfProducts(t, *p.scalar, p.a.scalars.subspan(r), p.a.rows,
                              p.b.scalars.subspan(size_t{c} * p.b.rows), 1, p.b.rows);
    t.define(inst, result);
}

void outerProduct(Translator& t, const Instruction& inst) {
    const Pair p = operands(t, inst);
    if (!p.ok) return;
    const auto result = t.makeScalars(size_t{p.a.rows} * p.b.rows);
    for (uint32_t c = 0; c < p.b.rows; ++c)
        for (uint32_t r = 0; r < p.a.rows; ++r)
            result[c * p.a.rows + r] = multiply(t, *p.scalar, p.a.scalars[r], p.b.scalars[c]);
    t.define(inst, result);
}

void transpose(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& scalar = scalarOf(t, type);
    if (t.failed()) return;
    const Operand a = operand(t, inst.word(3), scalar);
    if (t.failed()) return;
    const auto result = t.makeScalars(a.scalars.size());
    for (uint32_t c = 0; c < a.columns; ++c)
        for (uint32_t r = 0; r < a.rows; ++r) result[r * a.columns + c] = a.scalars[c * a.rows + r];
    t.define(inst, result);
}

// VALVE_mixed_float_dot_product: a dot product of two half vectors, added to a number of the
// result's type.
void mixedDot(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& vector = t.typeOf(inst.word(3));
    const Type& half = scalarOf(t, vector);
    if (t.failed()) return;
    if (type.kind != TypeKind::Float || half.kind != TypeKind::Float)
        return t.fail("the operation needs floating-point numbers");
    const dxil::Type* target = carrier(t, type);
    const Scalars a = t.scalars(inst.word(3), carrier(t, half), vector.scalars);
    const Scalars b = t.scalars(inst.word(4), carrier(t, half), vector.scalars);
    Value* sum = t.scalar(inst.word(5), target);
    if (t.failed()) return;
    const auto widened = [&](Value* value) {
        return value->type == target ? value : t.build.cast(dxil::CastOp::FPExt, value, target);
    };
    for (size_t i = 0; i < a.size(); ++i)
        sum = t.build.fadd(sum, t.build.fmul(widened(a[i]), widened(b[i])));
    t.define(inst, narrow(t, type, sum));
}

// Not yet named by the SPIRV-Headers of every distribution.
constexpr auto kFDot2MixAcc32 = static_cast<spv::Op>(6916);
constexpr auto kFDot2MixAcc16 = static_cast<spv::Op>(6917);

constexpr EmitterRow kRows[] = {
    {spv::Op::OpVectorTimesScalar, 5, timesScalar},
    {spv::Op::OpMatrixTimesScalar, 5, timesScalar},
    {spv::Op::OpVectorTimesMatrix, 5, vectorTimesMatrix},
    {spv::Op::OpMatrixTimesVector, 5, matrixTimes},
    {spv::Op::OpMatrixTimesMatrix, 5, matrixTimes},
    {spv::Op::OpOuterProduct, 5, outerProduct},
    {spv::Op::OpTranspose, 4, transpose},
    {spv::Op::OpDot, 5, dot},
    {kFDot2MixAcc32, 6, mixedDot},
    {kFDot2MixAcc16, 6, mixedDot},
};

}  // namespace

std::span<const EmitterRow> matrixEmitters() {
    return kRows;
}

}  // namespace baker::translate
