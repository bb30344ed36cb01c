#include "spirv_to_dxil/translate/leaf_group.hpp"

#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

constexpr uint32_t kWordBytes = 4;

bool collect(const Type& type, uint64_t multiplicity, uint32_t perWord, bool pack,
             std::vector<LeafGroup>& groups) {
    if (multiplicity == 0 || multiplicity > spirv::Types::kMaxScalars) return false;
    if (type.isScalar()) {
        LeafGroup group;
        group.scalar = &type;
        group.count = static_cast<uint32_t>(multiplicity);
        group.perWord = perWord;
        groups.push_back(group);
        return true;
    }
    if (type.isPointerValue()) {
        for (uint32_t i = 0; i < type.scalars; ++i)
            collect(pointerWordType(), multiplicity, 1, pack, groups);
        return true;
    }
    if (type.kind == TypeKind::Struct) {
        for (const spirv::Member& member : type.members)
            if (!collect(*member.type, multiplicity, 1, pack, groups)) return false;
        return true;
    }
    if (!type.isNumericAggregate() && type.kind != TypeKind::Array) return false;
    if (pack && type.kind == TypeKind::Vector && type.element->kind != TypeKind::Bool &&
        type.element->width < 32 && type.count * type.element->width % 32 == 0)
        perWord = 32 / type.element->width;
    return collect(*type.element, multiplicity * type.count, perWord, pack, groups);
}

uint32_t elementMask(const LeafGroup& group) {
    return group.scalar->width == 8 ? 0xff : 0xffff;
}

// Whether the index is known to lie outside; D3D12's consumers refuse such an address.
bool isOutside(const LeafGroup& group, Value* index) {
    const dxil::Constant* number = dxil::asNumber(index);
    return number && number->bits >= group.count;
}

Value* wordPointer(Translator& t, const LeafGroup& group, Value* word) {
    return t.build.gep(group.memory, {t.dx.i32(0), word});
}

// The bits that element `index` lies above its word's start.
Value* packedShift(Translator& t, const LeafGroup& group, Value* index) {
    return t.build.mul(t.build.bitAnd(index, t.dx.i32(group.perWord - 1)),
                       t.dx.i32(group.scalar->width));
}

Value* packedPointer(Translator& t, const LeafGroup& group, Value* index) {
    return wordPointer(t, group, t.build.lshr(index, t.dx.i32(group.perWord == 4 ? 2 : 1)));
}

}  // namespace

bool collectGroups(const Type& type, spv::StorageClass storage, std::vector<LeafGroup>& groups) {
    // A structure with a member that has no value has none itself.
    return collect(type, 1, 1, storage == spv::StorageClass::Workgroup, groups) &&
           (type.scalars || groups.empty());
}

uint32_t groupWords(const LeafGroup& group) {
    if (group.isWide) return group.count;
    return group.count * wordCount(*group.scalar) / group.perWord;
}

const dxil::Type* groupWordType(Translator& t, const LeafGroup& group) {
    return group.isWide ? t.dx.types().i64() : t.dx.types().i32();
}

Value* elementAddress(Translator& t, const LeafGroup& group, Value* index, uint32_t word) {
    if (!group.isWide && wordCount(*group.scalar) == 2) index = t.build.shl(index, t.dx.i32(1));
    if (word) index = t.build.add(index, t.dx.i32(word));
    return wordPointer(t, group, index);
}

Value* loadElement(Translator& t, const LeafGroup& group, Value* index) {
    if (isOutside(group, index)) return zero(t, *group.scalar);
    Value* words[2] = {};
    if (group.isWide) return t.build.load(elementAddress(t, group, index, 0), 2 * kWordBytes);
    if (group.perWord > 1) {
        Value* word = t.build.load(packedPointer(t, group, index), kWordBytes);
        words[0] = t.build.bitAnd(t.build.lshr(word, packedShift(t, group, index)),
                                  t.dx.i32(elementMask(group)));
        return fromWords(t, *group.scalar, words);
    }
    for (uint32_t w = 0; w < wordCount(*group.scalar); ++w)
        words[w] = t.build.load(elementAddress(t, group, index, w), kWordBytes);
    return fromWords(t, *group.scalar, words);
}

void storeElement(Translator& t, const LeafGroup& group, Value* index, Value* value) {
    if (isOutside(group, index)) return;
    if (group.isWide)
        return t.build.store(elementAddress(t, group, index, 0), value, 2 * kWordBytes);
    std::vector<Value*> words;
    toWords(t, *group.scalar, value, words);
    if (group.perWord > 1) {
        Value* pointer = packedPointer(t, group, index);
        Value* shift = packedShift(t, group, index);
        Value* mask = t.build.shl(t.dx.i32(elementMask(group)), shift);
        t.build.atomicRmw(dxil::AtomicRmwOp::And, pointer, t.build.bitNot(mask));
        t.build.atomicRmw(dxil::AtomicRmwOp::Or, pointer, t.build.shl(words[0], shift));
        return;
    }
    for (uint32_t w = 0; w < words.size(); ++w)
        t.build.store(elementAddress(t, group, index, w), words[w], kWordBytes);
}

void loadPacked(Translator& t, const LeafGroup& group, Value* index, std::span<Value*> result) {
    const uint32_t words = static_cast<uint32_t>(result.size()) / group.perWord;
    Value* first = t.build.mul(index, t.dx.i32(words));
    for (uint32_t w = 0; w < words; ++w) {
        Value* at = t.build.add(first, t.dx.i32(w));
        const dxil::Constant* number = dxil::asNumber(at);
        Value* word = number && number->bits >= groupWords(group)
                          ? t.dx.i32(0)
                          : t.build.load(wordPointer(t, group, at), kWordBytes);
        for (uint32_t p = 0; p < group.perWord; ++p) {
            Value* bits = t.build.bitAnd(t.build.lshr(word, t.dx.i32(p * group.scalar->width)),
                                         t.dx.i32(elementMask(group)));
            result[w * group.perWord + p] = fromWords(t, *group.scalar, &bits);
        }
    }
}

void storePacked(Translator& t, const LeafGroup& group, Value* index, Scalars value) {
    const uint32_t words = static_cast<uint32_t>(value.size()) / group.perWord;
    Value* first = t.build.mul(index, t.dx.i32(words));
    std::vector<Value*> bits;
    for (Value* scalar : value) toWords(t, *group.scalar, scalar, bits);
    for (uint32_t w = 0; w < words; ++w) {
        Value* at = t.build.add(first, t.dx.i32(w));
        const dxil::Constant* number = dxil::asNumber(at);
        if (number && number->bits >= groupWords(group)) continue;
        Value* word = bits[w * group.perWord];
        for (uint32_t p = 1; p < group.perWord; ++p)
            word = t.build.bitOr(
                word, t.build.shl(bits[w * group.perWord + p], t.dx.i32(p * group.scalar->width)));
        t.build.store(wordPointer(t, group, at), word, kWordBytes);
    }
}

}  // namespace baker::translate
