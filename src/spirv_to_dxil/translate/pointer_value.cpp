#include "spirv_to_dxil/translate/pointer_value.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using spirv::Type;
using spirv::TypeKind;

constexpr uint32_t kElementBits = 20;
constexpr uint32_t kElementMask = (1u << kElementBits) - 1;

Value* low(Translator& t, Value* wide) {
    return t.build.cast(CastOp::Trunc, wide, t.dx.types().i32());
}

Scalars two(Translator& t, Value* a, Value* b) {
    const auto words = t.makeScalars(2);
    words[0] = a;
    words[1] = b;
    return words;
}

Scalars addressWords(Translator& t, const Pointer& pointer) {
    Value* address = t.build.add(pointer.address, t.dx.i64(pointer.constant));
    Value* first = low(t, address);
    return two(t, first, low(t, t.build.lshr(address, t.dx.i64(32))));
}

Value* bufferWord(Translator& t, const Pointer& pointer) {
    Value* number = pointer.choice ? pointer.choice : t.dx.i32(pointer.resource->number);
    Value* word = t.build.shl(number, t.dx.i32(kElementBits));
    return pointer.element ? t.build.bitOr(word, pointer.element) : word;
}

// The buffers that the value may point into.
std::span<Resource* const> choicesOf(Translator& t, Id id) {
    std::vector<Resource*> found;
    for (const Id variable : t.pointerTargets.of(id)) {
        Resource* resource = t.resources.ofVariable(variable);
        if (t.failed()) return {};
        if (std::ranges::count(found, resource) == 0) found.push_back(resource);
    }
    return t.arena.copy(std::span<Resource* const>(found));
}

void intoBuffers(Translator& t, Pointer& pointer, Id id, Scalars words) {
    pointer.choices = choicesOf(t, id);
    if (pointer.choices.empty()) return;
    pointer.resource = pointer.choices[0];
    pointer.choice = t.build.lshr(words[1], t.dx.i32(kElementBits));
    pointer.offset = words[0];
    if (std::ranges::none_of(pointer.choices, &Resource::isArray)) return;
    pointer.element = t.build.bitAnd(words[1], t.dx.i32(kElementMask));
    pointer.nonUniform = true;
}

Value* toAddress(Translator& t, Scalars words) {
    const dxil::Type* i64 = t.dx.types().i64();
    Value* first = t.build.cast(CastOp::ZExt, words[0], i64);
    Value* second = t.build.cast(CastOp::ZExt, words[1], i64);
    return t.build.bitOr(first, t.build.shl(second, t.dx.i64(32)));
}

// --- instructions

bool wordsOf(Translator& t, Id id, Scalars& words) {
    const Object& object = t.object(id);
    words = object.scalars;
    if (!t.failed() && (object.type->kind != TypeKind::Pointer || words.size() != 2))
        t.fail("operand " + std::to_string(id) + " is no pointer that has a value");
    return !t.failed();
}

template <bool equal>
void compare(Translator& t, const Instruction& inst) {
    Scalars a, b;
    if (!wordsOf(t, inst.word(3), a) || !wordsOf(t, inst.word(4), b)) return;
    Value* sameLow = t.build.compare(dxil::Predicate::IcmpEq, a[0], b[0]);
    Value* sameHigh = t.build.compare(dxil::Predicate::IcmpEq, a[1], b[1]);
    Value* same = t.build.bitAnd(sameLow, sameHigh);
    t.define(inst, equal ? same : t.build.bitNot(same));
}

// In elements of the pointers' array stride.
void difference(Translator& t, const Instruction& inst) {
    Scalars a, b;
    if (!wordsOf(t, inst.word(3), a) || !wordsOf(t, inst.word(4), b)) return;
    const Type& pointerType = t.typeOf(inst.word(3));
    const uint32_t stride =
        t.pointer(inst.word(3)).packed ? pointerType.element->packedSize : pointerType.stride;
    if (stride == 0) return t.fail("the pointers' type has no array stride");
    Value* distance = t.build.sub(a[0], b[0]);
    distance = t.build.binary(dxil::BinaryOp::SDiv, distance, t.dx.i32(stride));
    const Type& type = t.resultType(inst);
    if (type.kind == TypeKind::Int && type.width == 64)
        distance = t.build.cast(CastOp::SExt, distance, t.dx.types().i64());
    t.define(inst, distance);
}

bool isAddress(const Type& type) {
    return type.kind == TypeKind::Pointer &&
           type.storage == spv::StorageClass::PhysicalStorageBuffer;
}

void toInteger(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    Scalars words;
    if (!wordsOf(t, inst.word(3), words)) return;
    if (type.kind != TypeKind::Int || type.width < 32)
        return t.fail("a pointer becomes an integer of 32 or 64 bits");
    t.define(inst, type.width == 32 ? words[0] : toAddress(t, words));
}

void fromInteger(Translator& t, const Instruction& inst) {
    const Type& source = t.typeOf(inst.word(3));
    if (!isAddress(t.resultType(inst)) || source.kind != TypeKind::Int || source.width < 32)
        return t.fail("an integer of 32 or 64 bits becomes a device address");
    std::vector<Value*> words;
    toWords(t, source, t.scalar(inst.word(3), carrier(t, source)), words);
    words.resize(2, t.dx.i32(0));
    if (!t.failed()) t.define(inst, t.keep(words));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpPtrEqual, 5, compare<true>},    {spv::Op::OpPtrNotEqual, 5, compare<false>},
    {spv::Op::OpPtrDiff, 5, difference},        {spv::Op::OpConvertPtrToU, 4, toInteger},
    {spv::Op::OpConvertUToPtr, 4, fromInteger},
};

}  // namespace

std::span<const EmitterRow> pointerEmitters() {
    return kRows;
}

const Type& pointerWordType() {
    static const Type type = [] {
        Type word;
        word.kind = TypeKind::Int;
        word.width = 32;
        word.scalars = word.groups = 1;
        word.packedSize = word.packedAlignment = 4;
        return word;
    }();
    return type;
}

bool hasWords(const Translator& t, const Pointer& pointer) {
    if (!pointer.resource || pointer.isDescriptorArray) return false;
    if (pointer.address) return true;
    return t.pointerTargets.isUsed() && (pointer.storage == spv::StorageClass::StorageBuffer ||
                                         pointer.storage == spv::StorageClass::Workgroup);
}

Scalars pointerWords(Translator& t, const Pointer& pointer) {
    if (pointer.address) return addressWords(t, pointer);
    Value* position = t.dx.i32(pointer.constant);
    if (pointer.offset) position = t.build.add(pointer.offset, position);
    return two(t, position, bufferWord(t, pointer));
}

Pointer pointerFromWords(Translator& t, Id id, const Type& type, Scalars words) {
    Pointer pointer;
    pointer.pointee = type.element;
    pointer.storage = type.storage;
    if (!type.element) {
        t.fail("a pointer to an unknown type");
        return pointer;
    }
    pointer.alignment = type.element->granularity;
    switch (type.storage) {
        case spv::StorageClass::PhysicalStorageBuffer:
            if (!t.options.features.int64)
                t.fail("device addresses need 64-bit integers, which the device lacks");
            pointer.resource = &t.resources.bufferAddresses();
            pointer.address = toAddress(t, words);
            break;
        case spv::StorageClass::Workgroup:
            if (!t.workgroupMemory()) break;
            pointer.resource = t.workgroupMemory();
            pointer.offset = words[0];
            pointer.packed = !t.hasExplicitWorkgroupLayout();
            if (pointer.packed) pointer.matrix = packedMatrix(*type.element);
            break;
        default:
            intoBuffers(t, pointer, id, words);
    }
    return pointer;
}

spirv::MatrixLayout packedMatrix(const Type& type) {
    const Type* matrix = &type;
    while (matrix->isArray()) matrix = matrix->element;
    return {matrix->kind == TypeKind::Matrix ? matrix->element->packedSize : 0, false};
}

Scalars accessThrough(Translator& t, const Pointer& pointer,
                      const std::function<Scalars(const Pointer&)>& access) {
    if (pointer.choices.size() < 2) return access(pointer);
    dxil::Builder& b = t.build;
    dxil::BasicBlock* after = t.addBlock();
    std::vector<dxil::SwitchCase> cases;
    std::vector<dxil::BasicBlock*> blocks;
    for (Resource* resource : pointer.choices) {
        blocks.push_back(t.addBlock());
        cases.push_back({resource->number, blocks.back()});
    }
    b.switch_(pointer.choice, blocks[0], std::span(cases).subspan(1));
    std::vector<dxil::Phi*> merged;
    for (size_t i = 0; i < blocks.size() && !t.failed(); ++i) {
        b.setBlock(blocks[i]);
        Pointer one = pointer;
        one.resource = pointer.choices[i];
        one.choices = {};
        if (!one.resource->isArray()) one.element = nullptr;
        const Scalars result = access(one);
        if (i == 0)
            for (Value* value : result) merged.push_back(b.phi(value->type, after));
        for (size_t s = 0; s < merged.size() && s < result.size(); ++s)
            b.addIncoming(merged[s], result[s], b.block());
        b.branch(after);
    }
    b.setBlock(after);
    const auto values = t.makeScalars(merged.size());
    std::copy(merged.begin(), merged.end(), values.begin());
    return values;
}

namespace {

bool differsBetweenInvocations(const Translator& t, const Pointer& pointer) {
    if (!t.options.features.uniformAtomics || !t.options.features.waveOps) return false;
    if (pointer.address) return !pointer.element;
    return pointer.nonUniform && pointer.element && !dxil::asNumber(pointer.element);
}

// do { if (the first invocation's descriptor is ours) access } while (it is not ours). The access
// lies on the way to the loop's condition, else it would be done behind the loop by all together.
Scalars accessInTurns(Translator& t, const Pointer& pointer,
                      const std::function<Scalars(const Pointer&)>& access) {
    dxil::Builder& b = t.build;
    Value* ours = pointer.address ? addressWindow(t, pointer) : pointer.element;
    dxil::BasicBlock *loop = t.addBlock(), *mine = t.addBlock();
    dxil::BasicBlock *next = t.addBlock(), *after = t.addBlock();
    b.branch(loop);
    b.setBlock(loop);
    Pointer one = pointer;
    one.nonUniform = false;
    one.element = waveOp(t, dxil::DxOp::WaveReadLaneFirst, ours->type, {ours});
    Value* isOurs = b.compare(dxil::Predicate::IcmpEq, one.element, ours);
    b.condBranch(isOurs, mine, next);
    b.setBlock(mine);
    const Scalars result = access(one);
    dxil::BasicBlock* const done = b.block();
    b.branch(next);
    b.setBlock(next);
    const auto merged = t.makeScalars(result.size());
    for (size_t i = 0; i < merged.size(); ++i) {
        dxil::Phi* phi = b.phi(result[i]->type);
        b.addIncoming(phi, t.dx.null(phi->type), loop);
        b.addIncoming(phi, result[i], done);
        merged[i] = phi;
    }
    b.condBranch(isOurs, after, loop);
    b.setBlock(after);
    return merged;
}

}  // namespace

Scalars accessAtomically(Translator& t, const Pointer& pointer,
                         const std::function<Scalars(const Pointer&)>& access) {
    return accessThrough(t, pointer, [&](const Pointer& p) {
        return differsBetweenInvocations(t, p) ? accessInTurns(t, p, access) : access(p);
    });
}

}  // namespace baker::translate
