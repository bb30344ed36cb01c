#include "spirv_to_dxil/translate/pointer_merge.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

// The alignment that every address of a value of the type has: its smallest scalar's size, at most
// a word.
uint32_t naturalAlignment(const Type& type) {
    if (type.isScalar()) return std::min(byteSize(type), 4u);
    if (type.kind == TypeKind::Struct) {
        uint32_t alignment = 4;
        for (const spirv::Member& m : type.members)
            alignment = std::min(alignment, naturalAlignment(*m.type));
        return alignment;
    }
    return type.element && type.kind != TypeKind::Pointer ? naturalAlignment(*type.element) : 4;
}

bool sameSpace(Translator& t, const Instruction& inst, PointerParts& a, PointerParts& b) {
    const Pointer& left = t.pointer(inst.word(3));
    const Pointer& right = t.pointer(inst.word(4));
    if (t.failed() || !haveSameBase(t, left, right)) return false;
    a = pointerParts(t, left);
    b = pointerParts(t, right);
    return true;
}

Value* position(Translator& t, const PointerParts& parts) {
    return t.build.add(parts[0], parts[1]);
}

template <bool equal>
void compare(Translator& t, const Instruction& inst) {
    PointerParts a, b;
    if (!sameSpace(t, inst, a, b)) return;
    Value* same =
        t.build.bitAnd(t.build.compare(dxil::Predicate::IcmpEq, position(t, a), position(t, b)),
                       t.build.compare(dxil::Predicate::IcmpEq, a[2], b[2]));
    t.define(inst, equal ? same : t.build.bitNot(same));
}

// In elements of the pointers' array stride.
void difference(Translator& t, const Instruction& inst) {
    PointerParts a, b;
    const Type& pointerType = t.typeOf(inst.word(3));
    if (!sameSpace(t, inst, a, b)) return;
    Value* distance = t.build.sub(position(t, a), position(t, b));
    if (t.pointer(inst.word(3)).resource) {
        if (pointerType.stride == 0) return t.fail("the pointers' type has no array stride");
        distance = t.build.binary(dxil::BinaryOp::SDiv, distance, t.dx.i32(pointerType.stride));
    }
    t.define(inst, distance);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpPtrEqual, 5, compare<true>},
    {spv::Op::OpPtrNotEqual, 5, compare<false>},
    {spv::Op::OpPtrDiff, 5, difference},
};

}  // namespace

std::span<const EmitterRow> pointerEmitters() {
    return kRows;
}

bool isVariablePointer(const Pointer& pointer) {
    return (pointer.variable && pointer.storage == spv::StorageClass::Workgroup) ||
           (pointer.resource && !pointer.isDescriptorArray);
}

PointerParts pointerParts(Translator& t, const Pointer& pointer) {
    Value* none = t.dx.i32(0);
    if (pointer.variable) return {pointer.index, none, none};
    return {pointer.offset ? pointer.offset : none, t.dx.i32(pointer.constant),
            pointer.element ? pointer.element : none};
}

Pointer withParts(Translator& t, const Pointer& base, const PointerParts& parts) {
    Pointer pointer = base;
    Value* position = t.build.add(parts[0], parts[1]);
    if (base.variable) {
        pointer.index = position;
        return pointer;
    }
    pointer.offset = position;
    pointer.constant = 0;
    pointer.alignment = naturalAlignment(*base.pointee);
    pointer.element = base.element ? parts[2] : nullptr;
    return pointer;
}

bool haveSameBase(Translator& t, const Pointer& a, const Pointer& b) {
    const bool same = isVariablePointer(a) && a.variable == b.variable && a.group == b.group &&
                      a.resource == b.resource && a.pointee == b.pointee &&
                      !a.element == !b.element && a.matrix.stride == b.matrix.stride &&
                      a.matrix.rowMajor == b.matrix.rowMajor &&
                      a.componentStride == b.componentStride;
    if (!same) t.fail("pointers into different variables cannot be chosen between at run time");
    return same;
}

}  // namespace baker::translate
