// Variables, access chains, loads, stores and copies: each forwarded to the memory that the pointer
// points into.
#include <algorithm>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/image.hpp"
#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"

namespace baker::translate {
namespace {

using spirv::Type;
using spirv::TypeKind;

// An index of any integer type as a signed i32; into device memory it keeps its 64 bits.
Value* indexOperand(Translator& t, Id id, bool isWide = false) {
    const Type& type = t.typeOf(id);
    const dxil::Type* i32 = t.dx.types().i32();
    if (type.kind != TypeKind::Int) {
        t.fail("an index must be an integer");
        return t.dx.i32(0);
    }
    Value* index = t.scalar(id, carrier(t, type));
    if (type.width == 64 && isWide && !dxil::asNumber(index)) return index;
    if (type.width == 64) return t.build.cast(dxil::CastOp::Trunc, index, i32);
    if (type.isSigned) index = signExtended(t, type, index);
    if (index->type == i32) return index;
    return t.build.cast(type.isSigned ? dxil::CastOp::SExt : dxil::CastOp::ZExt, index, i32);
}

// Device memory has no variable whose decorations would say it.
void honourCoherence(Translator& t, const Pointer& pointer, uint32_t member) {
    for (const auto kind : {spv::Decoration::Coherent, spv::Decoration::Volatile})
        if (t.module.decoration(pointer.pointee->id, kind, member))
            pointer.resource->range->globallyCoherent = true;
}

void intoMember(Translator& t, Pointer& pointer, Id index) {
    const uint32_t number = t.constant(index);
    const auto& members = pointer.pointee->members;
    if (number >= members.size()) return t.fail("the structure has no such member");
    const spirv::Member& member = members[number];
    if (pointer.variable) {
        pointer.group += member.firstGroup;
    } else {
        pointer.constant += pointer.packed ? member.packedOffset : member.offset;
        pointer.matrix = pointer.packed ? packedMatrix(*member.type) : member.matrix;
        pointer.componentStride = 0;
        if (pointer.address) honourCoherence(t, pointer, number);
    }
    pointer.pointee = member.type;
}

// Bytes between the elements of what the pointer points to; from a row-major matrix to its columns,
// the step of a column's components is set as well.
uint32_t elementStride(Pointer& pointer) {
    const Type& type = *pointer.pointee;
    if (pointer.packed) return type.element->packedSize;
    if (type.isArray()) return type.stride;
    const Type* scalar = type.scalar();
    const uint32_t bytes = scalar ? byteSize(*scalar) : 0;
    if (type.kind == TypeKind::Vector)
        return pointer.componentStride ? pointer.componentStride : bytes;
    pointer.componentStride = pointer.matrix.rowMajor ? pointer.matrix.stride : 0;
    return pointer.matrix.rowMajor ? bytes : pointer.matrix.stride;
}

void intoElement(Translator& t, Pointer& pointer, Value* index) {
    const Type& type = *pointer.pointee;
    if (!type.element || type.kind == TypeKind::Pointer)
        return t.fail("an index into a value that has no elements");
    if (pointer.isDescriptorArray) {
        pointer.element = index;
        pointer.isDescriptorArray = false;
    } else if (pointer.variable && pointer.variable->perVertex && !pointer.vertex) {
        pointer.vertex = t.existingVertex(*pointer.variable, index);
    } else if (pointer.variable) {
        pointer.index = t.build.add(t.build.mul(pointer.index, t.dx.i32(type.count)), index);
    } else {
        advance(t, pointer, index, elementStride(pointer));
    }
    pointer.pointee = type.element;
}

void walk(Translator& t, Pointer& pointer, std::span<const uint32_t> indices) {
    for (const Id index : indices) {
        if (t.failed()) return;
        if (pointer.pointee->kind == TypeKind::Struct)
            intoMember(t, pointer, index);
        else
            intoElement(t, pointer, indexOperand(t, index, pointer.address));
    }
}

void defineChain(Translator& t, const Instruction& inst, Pointer& pointer) {
    const Type& type = t.resultType(inst);
    if (t.failed()) return;
    if (type.kind != TypeKind::Pointer || type.element != pointer.pointee)
        return t.fail("the access chain does not lead to its result type");
    pointer.nonUniform |= t.module.decoration(inst.word(2), spv::Decoration::NonUniform) != nullptr;
    t.define(inst, pointer);
}

void accessChain(Translator& t, const Instruction& inst) {
    Pointer pointer = t.pointer(inst.word(3));
    for (const Id index : inst.from(4))
        if (pointer.isDescriptorArray && t.module.decoration(index, spv::Decoration::NonUniform))
            pointer.nonUniform = true;
    walk(t, pointer, inst.from(4));
    defineChain(t, inst, pointer);
}

// The first index steps over whole pointees, as in an array of them.
void ptrAccessChain(Translator& t, const Instruction& inst) {
    Pointer pointer = t.pointer(inst.word(3));
    const Type& type = t.typeOf(inst.word(3));
    Value* element = indexOperand(t, inst.word(4), pointer.address);
    if (pointer.variable)
        pointer.index = t.build.add(pointer.index, element);
    else
        advance(t, pointer, element, pointer.packed ? pointer.pointee->packedSize : type.stride);
    walk(t, pointer, inst.from(5));
    defineChain(t, inst, pointer);
}

bool isForAtomicsAlone(Translator& t, const Pointer& pointer) {
    if (pointer.texel) t.fail("a texel pointer is for atomic operations alone");
    return pointer.texel;
}

// An invocation may become a helper while it runs.
bool isHelperVariable(const Translator& t, const Pointer& pointer) {
    if (!pointer.variable || pointer.storage != spv::StorageClass::Input) return false;
    const auto* d = t.module.decoration(pointer.variable->id, spv::Decoration::BuiltIn);
    return d && !d->operands.empty() &&
           static_cast<spv::BuiltIn>(d->operands[0]) == spv::BuiltIn::HelperInvocation;
}

// A pointer to nothing is null: what is read through it is undefined.
void loadFrom(Translator& t, const Pointer& pointer, std::span<Value*> result) {
    if (isHelperVariable(t, pointer)) {
        result[0] = helperInvocation(t);
        return;
    }
    if (pointer.variable) return loadVariable(t, pointer, result);
    if (isForAtomicsAlone(t, pointer)) return;
    Scalars loaded = t.zeros(*pointer.pointee);
    if (pointer.resource)
        loaded = accessThrough(t, pointer, [&](const Pointer& p) {
            const auto values = t.makeScalars(result.size());
            loadBuffer(t, p, values);
            return Scalars(values);
        });
    if (!t.failed()) std::copy(loaded.begin(), loaded.end(), result.begin());
}

void storeTo(Translator& t, const Pointer& pointer, Scalars value) {
    if (pointer.variable && pointer.storage == spv::StorageClass::Input)
        t.fail("a store to an input");
    else if (pointer.variable)
        storeVariable(t, pointer, value);
    else if (pointer.resource && !isForAtomicsAlone(t, pointer))
        accessThrough(t, pointer, [&](const Pointer& p) {
            storeBuffer(t, p, value);
            return Scalars();
        });
}

// An empty structure has a value, of no scalars.
bool isEmpty(const Type& type) {
    return type.kind == TypeKind::Struct &&
           std::ranges::all_of(type.members, [](const auto& m) { return isEmpty(*m.type); });
}

bool hasValue(Translator& t, const Type& type) {
    if (type.scalars || isEmpty(type)) return true;
    t.fail("a value of this type cannot be loaded or stored");
    return false;
}

// In the Vulkan memory model, coherence is said at each access. An alignment of whole words tells
// where narrow numbers lie in theirs.
void honourMemoryOperands(Translator& t, Pointer& pointer, const Instruction& inst,
                          uint32_t maskWord) {
    constexpr uint32_t kCoherent =
        static_cast<uint32_t>(spv::MemoryAccessMask::Volatile) |
        static_cast<uint32_t>(spv::MemoryAccessMask::MakePointerAvailable) |
        static_cast<uint32_t>(spv::MemoryAccessMask::MakePointerVisible);
    const uint32_t operands = inst.word(maskWord);
    if (!pointer.resource || pointer.resource->memory) return;
    if (operands & kCoherent)
        pointer.resource->range->globallyCoherent |= pointer.resource->isWritable();
    if (operands & kCoherent)
        for (Resource* resource : pointer.choices)
            resource->range->globallyCoherent |= resource->isWritable();
    const bool isAligned = operands & static_cast<uint32_t>(spv::MemoryAccessMask::Aligned);
    if (!pointer.address || !isAligned || pointer.alignment >= 4) return;
    const uint32_t alignment = inst.word(maskWord + 1);
    if (alignment < 4 || (alignment & (alignment - 1))) return;
    pointer.address = t.build.add(pointer.address, t.dx.i64(pointer.constant));
    pointer.constant = 0;
    pointer.alignment = alignment;
}

void load(Translator& t, const Instruction& inst) {
    Pointer pointer = t.pointer(inst.word(3));
    const Type& type = t.resultType(inst);
    if (!t.failed() && isOpaque(type)) {
        if (pointer.pointee != &type) return t.fail("the load's type is not the pointer's");
        return t.defineOpaque(inst, pointer, nullptr);
    }
    if (t.failed() || !hasValue(t, type)) return;
    if (pointer.pointee != &type) return t.fail("the load's type is not the pointer's");
    honourMemoryOperands(t, pointer, inst, 4);
    const auto result = t.makeScalars(type.scalars);
    loadFrom(t, pointer, result);
    if (!t.failed()) t.define(inst, result);
}

void store(Translator& t, const Instruction& inst) {
    Pointer pointer = t.pointer(inst.word(1));
    if (t.failed() || !hasValue(t, *pointer.pointee)) return;
    honourMemoryOperands(t, pointer, inst, 3);
    const Scalars value = t.value(inst.word(2), *pointer.pointee);
    if (!t.failed()) storeTo(t, pointer, value);
}

void copyMemory(Translator& t, const Instruction& inst) {
    const Pointer& to = t.pointer(inst.word(1));
    const Pointer& from = t.pointer(inst.word(2));
    if (t.failed() || !hasValue(t, *to.pointee)) return;
    if (to.pointee != from.pointee) return t.fail("the copied memory is of two types");
    const auto value = t.makeScalars(to.pointee->scalars);
    loadFrom(t, from, value);
    if (!t.failed()) storeTo(t, to, value);
}

void variable(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    if (t.failed()) return;
    if (type.kind != TypeKind::Pointer || !type.element || !t.frame ||
        static_cast<spv::StorageClass>(inst.word(3)) != spv::StorageClass::Function)
        return t.fail("this is no function variable");
    const Pointer pointer = declareVariable(t, inst);
    if (t.failed()) return;
    // Without an initializer the content is undefined; zero keeps the last inlining's values from
    // living on.
    if (inst.word(4))
        storeVariable(t, pointer, t.value(inst.word(4), *type.element));
    else
        clearVariable(t, pointer);
    t.define(inst, pointer);
}

// The length of the run-time array that ends the block: (size of the view - its offset) / stride.
void arrayLength(Translator& t, const Instruction& inst) {
    const Pointer& block = t.pointer(inst.word(3));
    const uint32_t number = inst.word(4);
    if (t.failed()) return;
    if (!block.resource || block.pointee->kind != TypeKind::Struct ||
        number >= block.pointee->members.size())
        return t.fail("the array length of something that is no run-time array in a buffer");
    const spirv::Member& member = block.pointee->members[number];
    if (member.type->kind != TypeKind::RuntimeArray || member.type->stride == 0)
        return t.fail("the array length of something that is no run-time array in a buffer");
    const Scalars length = accessThrough(t, block, [&](const Pointer& p) {
        const auto one = t.makeScalars(1);
        one[0] = runtimeArrayLength(t, p, member.offset, member.type->stride);
        return Scalars(one);
    });
    t.define(inst, length);
}

void copyObject(Translator& t, const Instruction& inst) {
    const Object& source = t.object(inst.word(3));
    if (source.pointer)
        isOpaque(*source.type) ? t.defineOpaque(inst, *source.pointer, source.sampler)
                               : t.bindParameter(inst, source);
    else
        t.define(inst, source.scalars);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpVariable, 4, variable},
    {spv::Op::OpAccessChain, 4, accessChain},
    {spv::Op::OpInBoundsAccessChain, 4, accessChain},
    {spv::Op::OpPtrAccessChain, 5, ptrAccessChain},
    {spv::Op::OpInBoundsPtrAccessChain, 5, ptrAccessChain},
    {spv::Op::OpLoad, 4, load},
    {spv::Op::OpStore, 3, store},
    {spv::Op::OpCopyMemory, 3, copyMemory},
    {spv::Op::OpArrayLength, 5, arrayLength},
    {spv::Op::OpCopyObject, 4, copyObject},
    {spv::Op::OpExpectKHR, 5, copyObject},  // a hint
};

}  // namespace

std::span<const EmitterRow> memoryEmitters() {
    return kRows;
}

}  // namespace baker::translate
