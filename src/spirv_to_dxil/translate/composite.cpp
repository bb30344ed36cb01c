// Composites: since a value is the list of its scalars, these only move scalars about.
#include <algorithm>

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

// A part of a composite: its first scalar and its type (null when the indices lead nowhere).
struct Part {
    uint32_t first = 0;
    const Type* type = nullptr;
};

Part findPart(const Type& whole, std::span<const uint32_t> indices) {
    Part part{0, &whole};
    for (const uint32_t i : indices) {
        if (part.type->kind == TypeKind::Struct) {
            if (i >= part.type->members.size()) return {};
            part.first += part.type->members[i].firstScalar;
            part.type = part.type->members[i].type;
        } else {
            if (!part.type->element || part.type->kind == TypeKind::Pointer ||
                i >= part.type->count)
                return {};
            part.type = part.type->element;
            part.first += i * part.type->scalars;
        }
    }
    return part;
}

void extract(Translator& t, const Instruction& inst) {
    const Object& whole = t.object(inst.word(3));
    const Part part = findPart(*whole.type, inst.from(4));
    if (!part.type || part.first + part.type->scalars > whole.scalars.size())
        return t.fail("the composite has no such part");
    t.define(inst, whole.scalars.subspan(part.first, part.type->scalars));
}

void insert(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Scalars whole = t.value(inst.word(4), type);
    const Part part = findPart(type, inst.from(5));
    if (!part.type || part.first + part.type->scalars > whole.size())
        return t.fail("the composite has no such part");
    const Scalars object = t.value(inst.word(3), *part.type);
    const auto result = t.makeScalars(whole.size());
    std::copy(whole.begin(), whole.end(), result.begin());
    std::copy(object.begin(), object.end(), result.begin() + part.first);
    t.define(inst, result);
}

void construct(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const auto result = t.makeScalars(type.scalars);
    size_t filled = 0;
    for (const Id id : inst.from(3)) {
        const Scalars part = t.object(id).scalars;
        if (part.size() > result.size() - filled) return t.fail("too many constituents");
        std::copy(part.begin(), part.end(), result.begin() + static_cast<ptrdiff_t>(filled));
        filled += part.size();
    }
    if (filled != result.size()) return t.fail("too few constituents");
    t.define(inst, result);
}

void replicate(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Scalars part = t.object(inst.word(3)).scalars;
    if (part.empty() || type.scalars % part.size())
        return t.fail("the value does not fill its type");
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < result.size(); ++i) result[i] = part[i % part.size()];
    t.define(inst, result);
}

void shuffle(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Scalars a = t.object(inst.word(3)).scalars;
    const Scalars b = t.object(inst.word(4)).scalars;
    const auto components = inst.from(5);
    const auto result = t.makeScalars(components.size());
    const Type* scalar = type.scalar();
    if (!scalar) return t.fail("a shuffle must make a vector");
    for (size_t i = 0; i < components.size(); ++i) {
        const size_t c = components[i];
        if (c == UINT32_MAX)
            result[i] = zero(t, *scalar);  // undefined
        else if (c < a.size())
            result[i] = a[c];
        else if (c - a.size() < b.size())
            result[i] = b[c - a.size()];
        else
            return t.fail("the shuffle takes a component that the vectors lack");
    }
    t.define(inst, result);
}

Value* indexOf(Translator& t, Id id) {
    const Type& type = t.typeOf(id);
    if (type.kind == TypeKind::Int && type.width != 64) {
        Value* index = t.scalar(id, carrier(t, type));
        return index->type->isInteger(32)
                   ? index
                   : t.build.cast(dxil::CastOp::ZExt, index, t.dx.types().i32());
    }
    return t.i32(id);
}

Value* isIndex(Translator& t, Value* index, size_t i) {
    return t.build.compare(dxil::Predicate::IcmpEq, index, t.dx.i32(i));
}

void extractDynamic(Translator& t, const Instruction& inst) {
    const Scalars vector = t.object(inst.word(3)).scalars;
    Value* index = indexOf(t, inst.word(4));
    if (vector.empty()) return t.fail("this is no vector");
    Value* result = vector[0];
    for (size_t i = 1; i < vector.size(); ++i)
        result = t.build.select(isIndex(t, index, i), vector[i], result);
    t.define(inst, result);
}

void insertDynamic(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Scalars vector = t.value(inst.word(3), type);
    const Type* scalar = type.scalar();
    if (!scalar) return t.fail("this is no vector");
    Value* component = t.scalar(inst.word(4), carrier(t, *scalar));
    Value* index = indexOf(t, inst.word(5));
    const auto result = t.makeScalars(vector.size());
    for (size_t i = 0; i < result.size(); ++i)
        result[i] = t.build.select(isIndex(t, index, i), component, vector[i]);
    t.define(inst, result);
}

// The two types differ in layout decorations alone, so their scalars are the same.
void copyLogical(Translator& t, const Instruction& inst) {
    t.define(inst, t.object(inst.word(3)).scalars);
}

void select(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Scalars a = t.value(inst.word(4), type);
    const Scalars b = t.value(inst.word(5), type);
    const bool perComponent = t.typeOf(inst.word(3)).kind == TypeKind::Vector;
    const Scalars conditions =
        t.scalars(inst.word(3), t.dx.types().i1(), perComponent ? a.size() : 1);
    const auto result = t.makeScalars(a.size());
    for (size_t i = 0; i < result.size() && !t.failed(); ++i)
        result[i] = t.build.select(conditions[perComponent ? i : 0], a[i], b[i]);
    if (t.failed()) return;
    if (type.kind == TypeKind::Pointer)
        return t.definePointer(inst, result, &t.pointer(inst.word(4)));
    t.define(inst, result);
}

constexpr auto kConstructReplicate =
    static_cast<spv::Op>(4463);  // OpCompositeConstructReplicateEXT

constexpr EmitterRow kRows[] = {
    {spv::Op::OpCompositeExtract, 4, extract},
    {spv::Op::OpCompositeInsert, 5, insert},
    {spv::Op::OpCompositeConstruct, 3, construct},
    {spv::Op::OpVectorShuffle, 5, shuffle},
    {spv::Op::OpVectorExtractDynamic, 5, extractDynamic},
    {spv::Op::OpVectorInsertDynamic, 6, insertDynamic},
    {spv::Op::OpCopyLogical, 4, copyLogical},
    {spv::Op::OpSelect, 6, select},
    {kConstructReplicate, 4, replicate},
};

}  // namespace

std::span<const EmitterRow> compositeEmitters() {
    return kRows;
}

}  // namespace baker::translate
