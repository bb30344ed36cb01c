// Angles, trigonometric and hyperbolic functions. None takes doubles.
#include <numbers>

#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;
using dxil::Predicate;
using spirv::Type;

constexpr double kPi = std::numbers::pi;

bool isSingle(Translator& t, const Value* a) {
    if (!a->type->isFloat(64)) return true;
    t.fail("the function takes no doubles");
    return false;
}

template <DxOp op>
Value* intrinsic(Translator& t, const Type&, Value* a) {
    return isSingle(t, a) ? t.build.dxOp(op, a->type, {a}) : a;
}

Value* radians(Translator& t, const Type&, Value* a) {
    return t.build.fmul(a, number(t, a, kPi / 180));
}
Value* degrees(Translator& t, const Type&, Value* a) {
    return t.build.fmul(a, number(t, a, 180 / kPi));
}

// The angle of the smaller coordinate to the axis of the greater one, which is at most 45 degrees,
// then turned into its octant. Great coordinates are scaled first: dividing by them would flush to
// zero.
Value* arcTangent2(Translator& t, const Type&, Value* y, Value* x) {
    if (!isSingle(t, x)) return x;
    dxil::Builder& b = t.build;
    Value *width = fabs(t, x), *height = fabs(t, y), *zero = number(t, x, 0);
    Value *great = fmax(t, width, height), *small = fmin(t, width, height);
    const bool isHalf = x->type->isFloat(16);
    Value* isHuge = b.compare(Predicate::FcmpOgt, great, number(t, x, isHalf ? 0x1p10 : 0x1p96));
    Value* factor = b.select(isHuge, number(t, x, isHalf ? 0x1p-8 : 0x1p-64), number(t, x, 1));
    Value* ratio = b.fdiv(b.fmul(small, factor), b.fmul(great, factor));
    ratio = b.select(b.compare(Predicate::FcmpOeq, great, zero), zero, ratio);
    ratio = b.select(b.compare(Predicate::FcmpOeq, small, great),
                     b.select(b.compare(Predicate::FcmpOeq, great, zero), zero, number(t, x, 1)),
                     ratio);
    Value* angle = b.dxOp(DxOp::Atan, x->type, {ratio});
    angle = b.select(b.compare(Predicate::FcmpOgt, height, width),
                     b.fsub(number(t, x, kPi / 2), angle), angle);
    angle =
        b.select(b.compare(Predicate::FcmpOlt, x, zero), b.fsub(number(t, x, kPi), angle), angle);
    Value* isNumber = b.compare(Predicate::FcmpOrd, x, y);
    return b.select(isNumber, withSign(t, angle, y), b.fadd(x, y));
}

// ln(a), of a positive number
Value* naturalLog(Translator& t, Value* a) {
    return t.build.fmul(log2(t, a), number(t, a, std::numbers::ln2));
}

// ln(a + sqrt(a * a + rest)); where the square would be too great the root is a itself.
Value* logOfSum(Translator& t, Value* a, double rest) {
    dxil::Builder& b = t.build;
    const double limit = a->type->isFloat(16) ? 0x1p6 : 0x1p20;
    Value* isHuge = b.compare(Predicate::FcmpOgt, a, number(t, a, limit));
    Value* small = b.select(isHuge, number(t, a, 1), a);
    Value* radicand = b.fadd(b.fmul(small, small), number(t, a, rest));
    Value* sum = b.fadd(small, sqrt(t, radicand));
    Value* ofHuge = b.fadd(naturalLog(t, a), number(t, a, std::numbers::ln2));
    return b.select(isHuge, ofHuge, naturalLog(t, sum));
}

Value* areaSine(Translator& t, const Type&, Value* a) {
    if (!isSingle(t, a)) return a;
    return withSign(t, logOfSum(t, fabs(t, a), 1), a);
}

Value* areaCosine(Translator& t, const Type&, Value* a) {
    return isSingle(t, a) ? logOfSum(t, a, -1) : a;
}

Value* areaTangent(Translator& t, const Type&, Value* a) {
    if (!isSingle(t, a)) return a;
    dxil::Builder& b = t.build;
    Value* one = number(t, a, 1);
    return b.fmul(number(t, a, 0.5), naturalLog(t, b.fdiv(b.fadd(one, a), b.fsub(one, a))));
}

constexpr GlslRow kRows[] = {
    {GLSLstd450Radians, 1, glslFloat<1, radians>},
    {GLSLstd450Degrees, 1, glslFloat<1, degrees>},
    {GLSLstd450Sin, 1, glslFloat<1, intrinsic<DxOp::Sin>>},
    {GLSLstd450Cos, 1, glslFloat<1, intrinsic<DxOp::Cos>>},
    {GLSLstd450Tan, 1, glslFloat<1, intrinsic<DxOp::Tan>>},
    {GLSLstd450Asin, 1, glslFloat<1, intrinsic<DxOp::Asin>>},
    {GLSLstd450Acos, 1, glslFloat<1, intrinsic<DxOp::Acos>>},
    {GLSLstd450Atan, 1, glslFloat<1, intrinsic<DxOp::Atan>>},
    {GLSLstd450Sinh, 1, glslFloat<1, intrinsic<DxOp::Hsin>>},
    {GLSLstd450Cosh, 1, glslFloat<1, intrinsic<DxOp::Hcos>>},
    {GLSLstd450Tanh, 1, glslFloat<1, intrinsic<DxOp::Htan>>},
    {GLSLstd450Asinh, 1, glslFloat<1, areaSine>},
    {GLSLstd450Acosh, 1, glslFloat<1, areaCosine>},
    {GLSLstd450Atanh, 1, glslFloat<1, areaTangent>},
    {GLSLstd450Atan2, 2, glslFloat<2, arcTangent2>},
};

}  // namespace

std::span<const GlslRow> glslTrigonometry() {
    return kRows;
}

}  // namespace baker::translate
