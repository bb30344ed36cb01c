#include "spirv_to_dxil/translate/atomic_place.hpp"

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/leaf_group.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

constexpr AtomicOperation kOr{dxil::AtomicRmwOp::Or, AtomicBinOp::Or};

// The address of the variable's word, in memory of words of that size.
AtomicPlace sharedPlace(Translator& t, const Pointer& pointer, const dxil::Type* type) {
    const LeafGroup& group = pointer.variable->groups[pointer.group];
    if (group.isWide != type->isInteger(64)) {
        t.fail("64-bit atomic operations on this workgroup variable are not supported");
        return {};
    }
    return {type, wordAddress(t, pointer), isLocked(t, groupWords(group)), nullptr, {}};
}

AtomicPlace bufferPlace(Translator& t, const Pointer& pointer, const dxil::Type* type) {
    t.resources.markWritten(*pointer.resource);
    if (type->isInteger(64)) pointer.resource->range->atomic64 = true;
    Value* handle = t.resources.handle(pointer);
    if (pointer.texel) return {type, nullptr, false, handle, *pointer.texel};
    Value* undef = t.dx.undef(t.dx.types().i32());
    Value* address = boundedAddress(t, pointer, byteAddress(t, pointer));
    return {type, nullptr, false, handle, {address, undef, undef}};
}

}  // namespace

AtomicPlace atomicPlace(Translator& t, const Pointer& pointer, uint32_t width) {
    const dxil::Type* type = t.dx.types().integer(width);
    if (width == 64 && t.dx.shaderModel < ShaderModel{6, 6})
        t.fail("64-bit atomic operations need shader model 6.6");
    else if (pointer.variable && pointer.storage == spv::StorageClass::Workgroup)
        return sharedPlace(t, pointer, type);
    else if (pointer.resource && pointer.resource->memory && width == 32)
        return {type,
                sharedWord(t, pointer, byteAddress(t, pointer)),
                isLocked(t, UINT32_MAX),
                nullptr,
                {}};
    else if (pointer.resource && !pointer.resource->memory && pointer.resource->isWritable())
        return bufferPlace(t, pointer, type);
    else
        t.fail("an atomic operation on memory that has none of this kind");
    return {};
}

Value* atomicModify(Translator& t, const AtomicPlace& place, AtomicOperation op, Value* operand) {
    const auto modify = [&] { return t.build.atomicRmw(op.shared, place.shared, operand); };
    if (place.shared) return place.locked ? underLock(t, modify) : modify();
    return t.build.dxOp(DxOp::AtomicBinOp, place.type,
                        {place.handle, t.dx.i32(static_cast<uint32_t>(op.buffer)), place.at[0],
                         place.at[1], place.at[2], operand});
}

Value* atomicCompareExchange(Translator& t, const AtomicPlace& place, Value* expected,
                             Value* desired) {
    if (place.locked)
        return atomicLoop(t, place, [&](Value* old) {
            return t.build.select(t.build.compare(dxil::Predicate::IcmpEq, old, expected), desired,
                                  old);
        });
    if (place.shared)
        return t.build.extractValue(t.build.cmpXchg(place.shared, expected, desired), 0);
    return t.build.dxOp(DxOp::AtomicCompareExchange, place.type,
                        {place.handle, place.at[0], place.at[1], place.at[2], expected, desired});
}

Value* atomicRead(Translator& t, const AtomicPlace& place) {
    return atomicModify(t, place, kOr, t.dx.constantInt(place.type, 0));
}

}  // namespace baker::translate
