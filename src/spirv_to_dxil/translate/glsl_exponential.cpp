// Powers, logarithms, roots: DXIL has those of base 2.
#include <numbers>

#include "spirv_to_dxil/translate/double_root.hpp"
#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {

using dxil::DxOp;
using spirv::Type;

Value* exp2(Translator& t, Value* a) {
    return t.build.dxOp(DxOp::Exp, a->type, {a});
}
Value* log2(Translator& t, Value* a) {
    return t.build.dxOp(DxOp::Log, a->type, {a});
}

Value* sqrt(Translator& t, Value* a) {
    return a->type->isFloat(64) ? sqrtDouble(t, a) : t.build.dxOp(DxOp::Sqrt, a->type, {a});
}

Value* inverseSqrt(Translator& t, Value* a) {
    return a->type->isFloat(64) ? inverseSqrtDouble(t, a) : t.build.dxOp(DxOp::Rsqrt, a->type, {a});
}

namespace {

// The functions of base 2 take no doubles, in DXIL as in GLSL.std.450.
bool isSingle(Translator& t, const Value* a) {
    if (!a->type->isFloat(64)) return true;
    t.fail("the function takes no doubles");
    return false;
}

Value* exponential2(Translator& t, const Type&, Value* a) {
    return isSingle(t, a) ? exp2(t, a) : a;
}

Value* logarithm2(Translator& t, const Type&, Value* a) {
    return isSingle(t, a) ? log2(t, a) : a;
}

Value* exponential(Translator& t, const Type&, Value* a) {
    if (!isSingle(t, a)) return a;
    return exp2(t, t.build.fmul(a, number(t, a, std::numbers::log2e)));
}

Value* logarithm(Translator& t, const Type&, Value* a) {
    if (!isSingle(t, a)) return a;
    return t.build.fmul(log2(t, a), number(t, a, std::numbers::ln2));
}

Value* power(Translator& t, const Type&, Value* x, Value* y) {
    if (!isSingle(t, x)) return x;
    return exp2(t, t.build.fmul(y, log2(t, x)));
}

Value* root(Translator& t, const Type&, Value* a) {
    return sqrt(t, a);
}
Value* inverseRoot(Translator& t, const Type&, Value* a) {
    return inverseSqrt(t, a);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450Pow, 2, glslFloat<2, power>},
    {GLSLstd450Exp, 1, glslFloat<1, exponential>},
    {GLSLstd450Log, 1, glslFloat<1, logarithm>},
    {GLSLstd450Exp2, 1, glslFloat<1, exponential2>},
    {GLSLstd450Log2, 1, glslFloat<1, logarithm2>},
    {GLSLstd450Sqrt, 1, glslFloat<1, root>},
    {GLSLstd450InverseSqrt, 1, glslFloat<1, inverseRoot>},
};

}  // namespace

std::span<const GlslRow> glslExponential() {
    return kRows;
}

}  // namespace baker::translate
