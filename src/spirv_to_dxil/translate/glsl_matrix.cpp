// Determinants and inverses of square matrices, by cofactors.
#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

// A square matrix, column after column.
struct Matrix {
    size_t size;
    std::vector<Value*> elements;
    Value*& at(size_t row, size_t column) { return elements[column * size + row]; }
    Value* at(size_t row, size_t column) const { return elements[column * size + row]; }
};

Matrix without(const Matrix& m, size_t row, size_t column) {
    Matrix minor{m.size - 1, {}};
    for (size_t c = 0; c < m.size; ++c)
        for (size_t r = 0; r < m.size; ++r)
            if (r != row && c != column) minor.elements.push_back(m.at(r, c));
    return minor;
}

// Expanded along the first column.
Value* determinantOf(Translator& t, const Type& scalar, const Matrix& m) {
    if (m.size == 1) return m.elements[0];
    dxil::Builder& b = t.build;
    Value* sum = nullptr;
    for (size_t row = 0; row < m.size; ++row) {
        Value* minor = determinantOf(t, scalar, without(m, row, 0));
        Value* term = narrow(t, scalar, b.fmul(m.at(row, 0), minor));
        if (!sum)
            sum = term;
        else
            sum = narrow(t, scalar, row % 2 ? b.fsub(sum, term) : b.fadd(sum, term));
    }
    return sum;
}

Value* cofactor(Translator& t, const Type& scalar, const Matrix& m, size_t row, size_t column) {
    Value* minor = determinantOf(t, scalar, without(m, row, column));
    return (row + column) % 2 ? t.build.fneg(minor) : minor;
}

// The matrix that is the function's only operand; of size 0 after an error.
Matrix operandMatrix(Translator& t, const Instruction& inst) {
    const Id id = glslOperand(inst, 0);
    const Type& type = t.typeOf(id);
    if (t.failed()) return {};
    if (type.kind != TypeKind::Matrix || type.count != type.element->count) {
        t.fail("the operand must be a square matrix");
        return {};
    }
    const Scalars elements = t.value(id, type);
    if (t.failed()) return {};
    return {type.count, {elements.begin(), elements.end()}};
}

void determinant(Translator& t, const Instruction& inst) {
    const Matrix m = operandMatrix(t, inst);
    if (m.size) t.define(inst, determinantOf(t, *t.typeOf(glslOperand(inst, 0)).scalar(), m));
}

void inverse(Translator& t, const Instruction& inst) {
    const Matrix m = operandMatrix(t, inst);
    if (!m.size) return;
    const Type& type = t.typeOf(glslOperand(inst, 0));
    if (&t.resultType(inst) != &type)
        return t.fail("the instruction's result has a type that it cannot have");
    const Type& scalar = *type.scalar();
    Matrix adjugate{m.size, std::vector<Value*>(m.elements.size())};
    for (size_t row = 0; row < m.size; ++row)
        for (size_t column = 0; column < m.size; ++column)
            adjugate.at(column, row) = cofactor(t, scalar, m, row, column);
    // The determinant along the first column, of cofactors that are there already.
    Value* sum = nullptr;
    for (size_t row = 0; row < m.size; ++row) {
        Value* term = narrow(t, scalar, t.build.fmul(m.at(row, 0), adjugate.at(0, row)));
        sum = sum ? narrow(t, scalar, t.build.fadd(sum, term)) : term;
    }
    const auto result = t.makeScalars(m.elements.size());
    for (size_t i = 0; i < result.size(); ++i)
        result[i] = narrow(t, scalar, t.build.fdiv(adjugate.elements[i], sum));
    t.define(inst, result);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450Determinant, 1, determinant},
    {GLSLstd450MatrixInverse, 1, inverse},
};

}  // namespace

std::span<const GlslRow> glslMatrix() {
    return kRows;
}

}  // namespace baker::translate
