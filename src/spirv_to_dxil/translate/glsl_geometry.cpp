// Functions of whole vectors.
#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {

using dxil::CastOp;
using dxil::Predicate;
using spirv::Type;
using spirv::TypeKind;

Value* dot(Translator& t, const Type& scalar, Scalars a, Scalars b) {
    Value* sum = narrow(t, scalar, t.build.fmul(a[0], b[0]));
    for (size_t i = 1; i < a.size(); ++i) {
        Value* product = narrow(t, scalar, t.build.fmul(a[i], b[i]));
        sum = narrow(t, scalar, t.build.fadd(sum, product));
    }
    return sum;
}

namespace {

// The scalar type of a float operand, whatever its number of components; null after an error.
const Type* floatOperand(Translator& t, Id id) {
    const Type* scalar = t.typeOf(id).scalar();
    if (!t.failed() && scalar && scalar->kind == TypeKind::Float) return scalar;
    t.fail("the operand must be a floating-point number or vector");
    return nullptr;
}

Scalars components(Translator& t, const Type& scalar, Id id, size_t count) {
    return t.scalars(id, carrier(t, scalar), count);
}

Value* lengthOf(Translator& t, const Type& scalar, Scalars a) {
    if (a.size() == 1) return fabs(t, a[0]);
    return narrow(t, scalar, sqrt(t, dot(t, scalar, a, a)));
}

void length(Translator& t, const Instruction& inst) {
    const Id x = glslOperand(inst, 0);
    const Type* scalar = floatOperand(t, x);
    if (!scalar) return;
    const Scalars a = components(t, *scalar, x, t.typeOf(x).scalars);
    if (!t.failed()) t.define(inst, lengthOf(t, *scalar, a));
}

void distance(Translator& t, const Instruction& inst) {
    const Id x = glslOperand(inst, 0);
    const Type* scalar = floatOperand(t, x);
    if (!scalar) return;
    const size_t count = t.typeOf(x).scalars;
    const Scalars a = components(t, *scalar, x, count);
    const Scalars b = components(t, *scalar, glslOperand(inst, 1), count);
    if (t.failed()) return;
    std::vector<Value*> difference(count);
    for (size_t i = 0; i < count; ++i) difference[i] = narrow(t, *scalar, t.build.fsub(a[i], b[i]));
    t.define(inst, lengthOf(t, *scalar, difference));
}

void cross(Translator& t, const Instruction& inst) {
    const Type* scalar = glslResult(t, inst, TypeKind::Float);
    if (!scalar) return;
    const Scalars a = components(t, *scalar, glslOperand(inst, 0), 3);
    const Scalars b = components(t, *scalar, glslOperand(inst, 1), 3);
    if (t.failed()) return;
    const auto result = t.makeScalars(3);
    for (size_t i = 0; i < 3; ++i) {
        const size_t j = (i + 1) % 3, k = (i + 2) % 3;
        Value* first = narrow(t, *scalar, t.build.fmul(a[j], b[k]));
        Value* second = narrow(t, *scalar, t.build.fmul(a[k], b[j]));
        result[i] = narrow(t, *scalar, t.build.fsub(first, second));
    }
    t.define(inst, result);
}

void normalize(Translator& t, const Instruction& inst) {
    const Type* scalar = glslResult(t, inst, TypeKind::Float);
    if (!scalar) return;
    const size_t count = t.resultType(inst).scalars;
    const Scalars a = components(t, *scalar, glslOperand(inst, 0), count);
    if (t.failed()) return;
    Value* length = lengthOf(t, *scalar, a);
    const auto result = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i) result[i] = narrow(t, *scalar, t.build.fdiv(a[i], length));
    t.define(inst, result);
}

void faceForward(Translator& t, const Instruction& inst) {
    const Type* scalar = glslResult(t, inst, TypeKind::Float);
    if (!scalar) return;
    const size_t count = t.resultType(inst).scalars;
    const Scalars normal = components(t, *scalar, glslOperand(inst, 0), count);
    const Scalars incident = components(t, *scalar, glslOperand(inst, 1), count);
    const Scalars reference = components(t, *scalar, glslOperand(inst, 2), count);
    if (t.failed()) return;
    Value* product = dot(t, *scalar, reference, incident);
    Value* faces = t.build.compare(Predicate::FcmpOlt, product, number(t, product, 0));
    const auto result = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i)
        result[i] = t.build.select(faces, normal[i], t.build.fneg(normal[i]));
    t.define(inst, result);
}

// I - 2 * dot(N, I) * N
void reflect(Translator& t, const Instruction& inst) {
    const Type* scalar = glslResult(t, inst, TypeKind::Float);
    if (!scalar) return;
    const size_t count = t.resultType(inst).scalars;
    const Scalars incident = components(t, *scalar, glslOperand(inst, 0), count);
    const Scalars normal = components(t, *scalar, glslOperand(inst, 1), count);
    if (t.failed()) return;
    Value* product = dot(t, *scalar, normal, incident);
    Value* twice = narrow(t, *scalar, t.build.fadd(product, product));
    const auto result = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i) {
        Value* offset = narrow(t, *scalar, t.build.fmul(twice, normal[i]));
        result[i] = narrow(t, *scalar, t.build.fsub(incident[i], offset));
    }
    t.define(inst, result);
}

// The ratio of indices of refraction may be of another width than the vectors.
Value* refractionRatio(Translator& t, const Type& scalar, Id id) {
    const Type* own = floatOperand(t, id);
    if (!own) return t.dx.null(carrier(t, scalar));
    Value* ratio = t.scalar(id, carrier(t, *own));
    const dxil::Type* type = carrier(t, scalar);
    if (ratio->type->bits < type->bits) return t.build.cast(CastOp::FPExt, ratio, type);
    return t.build.cast(CastOp::FPTrunc, ratio, type);
}

// k = 1 - eta^2 * (1 - dot(N, I)^2); zero for k < 0, else eta * I - (eta * dot(N, I) + sqrt(k)) *
// N.
void refract(Translator& t, const Instruction& inst) {
    const Type* scalar = glslResult(t, inst, TypeKind::Float);
    if (!scalar) return;
    dxil::Builder& b = t.build;
    const size_t count = t.resultType(inst).scalars;
    const Scalars incident = components(t, *scalar, glslOperand(inst, 0), count);
    const Scalars normal = components(t, *scalar, glslOperand(inst, 1), count);
    Value* eta = refractionRatio(t, *scalar, glslOperand(inst, 2));
    if (t.failed()) return;
    Value *one = number(t, eta, 1), *zero = number(t, eta, 0);
    Value* cosine = dot(t, *scalar, normal, incident);
    Value* sineSquared = b.fsub(one, b.fmul(cosine, cosine));
    Value* k = b.fsub(one, b.fmul(b.fmul(eta, eta), sineSquared));
    Value* isTotal = b.compare(Predicate::FcmpOlt, k, zero);
    Value* along = b.fadd(b.fmul(eta, cosine), sqrt(t, b.select(isTotal, zero, k)));
    const auto result = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i) {
        Value* bent = b.fsub(b.fmul(eta, incident[i]), b.fmul(along, normal[i]));
        result[i] = b.select(isTotal, zero, narrow(t, *scalar, bent));
    }
    t.define(inst, result);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450Length, 1, length},
    {GLSLstd450Distance, 2, distance},
    {GLSLstd450Cross, 2, cross},
    {GLSLstd450Normalize, 1, normalize},
    {GLSLstd450FaceForward, 3, faceForward},
    {GLSLstd450Reflect, 2, reflect},
    {GLSLstd450Refract, 3, refract},
};

}  // namespace

std::span<const GlslRow> glslGeometry() {
    return kRows;
}

}  // namespace baker::translate
