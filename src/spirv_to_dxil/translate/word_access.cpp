#include "spirv_to_dxil/translate/word_access.hpp"

#include "spirv_to_dxil/translate/buffer_memory.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

constexpr uint32_t kWordsPerRow = 4;
constexpr uint32_t kRowBytes = 16;
constexpr uint32_t kWordAlignment = 4;

Value* undefI32(Translator& t) {
    return t.dx.undef(t.dx.types().i32());
}

bool hasRawBufferLoad(const Translator& t) {
    return t.dx.shaderModel >= ShaderModel{6, 2};
}

Value* addressOf(Translator& t, Value* base, uint32_t word) {
    Value* bytes = t.dx.i32(uint64_t{word} * 4);
    return base ? t.build.add(base, bytes) : bytes;
}

// --- raw buffers

bool checksBounds(const Translator& t, const Pointer& pointer) {
    return t.options.checkDynamicBounds && isDynamic(pointer);
}

Value* loadRaw(Translator& t, Value* handle, Value* address, uint32_t count) {
    const dxil::Type* i32 = t.dx.types().i32();
    if (!hasRawBufferLoad(t))
        return t.build.dxOp(DxOp::BufferLoad, i32, {handle, address, undefI32(t)});
    return t.build.dxOp(
        DxOp::RawBufferLoad, i32,
        {handle, address, undefI32(t), t.dx.i8((1u << count) - 1), t.dx.i32(kWordAlignment)});
}

void loadRawWords(Translator& t, const Pointer& pointer, std::span<const uint32_t> words,
                  std::span<Value*> result) {
    Value* handle = t.resources.handle(pointer);
    Value* base = dynamicAddress(t, pointer);
    const size_t most = checksBounds(t, pointer) ? 1 : 4;  // words together
    for (size_t i = 0; i < words.size();) {
        size_t n = 1;
        while (n < most && i + n < words.size() && words[i + n] == words[i] + n) ++n;
        Value* address = boundedAddress(t, pointer, addressOf(t, base, words[i]));
        Value* loaded = loadRaw(t, handle, address, static_cast<uint32_t>(n));
        for (size_t c = 0; c < n; ++c)
            result[i + c] = t.build.extractValue(loaded, static_cast<uint32_t>(c));
        i += n;
    }
}

// --- constant buffers: rows of 16 bytes

// Null for a row that is known to lie behind the buffer's end.
Value* loadRow(Translator& t, const Pointer& pointer, Value* row) {
    const dxil::Constant* number = dxil::asNumber(row);
    if (number && number->bits >= pointer.resource->range->size / kRowBytes) return nullptr;
    return t.build.dxOp(DxOp::CBufferLoadLegacy, t.dx.types().i32(),
                        {t.resources.handle(pointer), row});
}

Value* component(Translator& t, Value* row, uint32_t number) {
    return row ? t.build.extractValue(row, number) : t.dx.i32(0);
}

// A component of a row, chosen by a byte address.
Value* selectComponent(Translator& t, Value* row, Value* address) {
    Value* chosen = t.build.bitAnd(t.build.lshr(address, t.dx.i32(2)), t.dx.i32(3));
    if (const dxil::Constant* number = dxil::asNumber(chosen))
        return component(t, row, static_cast<uint32_t>(number->bits));
    Value* value = component(t, row, 0);
    for (uint32_t c = 1; c < kWordsPerRow; ++c)
        value = t.build.select(t.build.compare(dxil::Predicate::IcmpEq, chosen, t.dx.i32(c)),
                               component(t, row, c), value);
    return value;
}

Value* loadConstantWordAt(Translator& t, const Pointer& pointer, Value* address) {
    Value* row = loadRow(t, pointer, t.build.lshr(address, t.dx.i32(4)));
    return selectComponent(t, row, address);
}

void loadConstantWords(Translator& t, const Pointer& pointer, std::span<const uint32_t> words,
                       std::span<Value*> result) {
    Value* base = dynamicAddress(t, pointer);
    const bool aligned = !base || pointer.alignment >= kRowBytes;
    Value* baseRow = base && aligned ? t.build.lshr(base, t.dx.i32(4)) : t.dx.i32(0);
    Value* row = nullptr;
    for (size_t i = 0; i < words.size(); ++i) {
        if (!aligned) {
            result[i] = loadConstantWordAt(t, pointer, addressOf(t, base, words[i]));
            continue;
        }
        const uint32_t number = words[i] / kWordsPerRow;
        if (i == 0 || number != words[i - 1] / kWordsPerRow)
            row = loadRow(t, pointer, t.build.add(baseRow, t.dx.i32(number)));
        result[i] = component(t, row, words[i] % kWordsPerRow);
    }
}

// --- workgroup memory

void loadSharedWords(Translator& t, const Pointer& pointer, std::span<const uint32_t> words,
                     std::span<Value*> result) {
    Value* base = dynamicAddress(t, pointer);
    for (size_t i = 0; i < words.size(); ++i)
        result[i] =
            t.build.load(sharedWord(t, pointer, addressOf(t, base, words[i])), kWordAlignment);
}

void storeSharedWords(Translator& t, const Pointer& pointer, uint32_t first, Scalars values) {
    Value* base = dynamicAddress(t, pointer);
    for (uint32_t i = 0; i < values.size(); ++i)
        t.build.store(sharedWord(t, pointer, addressOf(t, base, first + i)), values[i],
                      kWordAlignment);
}

dxil::AtomicRmwOp sharedOperation(AtomicBinOp op) {
    return op == AtomicBinOp::And ? dxil::AtomicRmwOp::And : dxil::AtomicRmwOp::Or;
}

}  // namespace

Value* sharedWord(Translator& t, const Pointer& pointer, Value* address) {
    return t.build.gep(pointer.resource->memory, {t.dx.i32(0), t.build.lshr(address, t.dx.i32(2))});
}

Value* addressWindow(Translator& t, const Pointer& pointer) {
    return t.build.cast(dxil::CastOp::Trunc,
                        t.build.lshr(pointer.address, t.dx.i64(kAddressWindowBits)),
                        t.dx.types().i32());
}

Value* dynamicAddress(Translator& t, const Pointer& pointer) {
    if (pointer.address)
        return t.build.bitAnd(
            t.build.cast(dxil::CastOp::Trunc, pointer.address, t.dx.types().i32()),
            t.dx.i32(kAddressWindow - 1));
    if (!isDynamic(pointer)) return pointer.offset;
    Value* offset = dynamicWord(t, pointer, DynamicWord::Offset);
    return pointer.offset ? t.build.add(pointer.offset, offset) : offset;
}

bool isDynamic(const Pointer& pointer) {
    const DescriptorBinding* binding = pointer.resource ? pointer.resource->binding : nullptr;
    return binding && binding->dynamicOffset != kNoDynamicOffset;
}

Value* dynamicWord(Translator& t, const Pointer& pointer, DynamicWord word) {
    Resource& offsets = t.resources.dynamicOffsets();
    const uint32_t first =
        2 * pointer.resource->binding->dynamicOffset + static_cast<uint32_t>(word);
    Value* element = pointer.element ? pointer.element : t.dx.i32(0);
    if (const dxil::Constant* number = dxil::asNumber(element))
        return constantBufferWord(t, offsets, first + 2 * static_cast<uint32_t>(number->bits));
    Pointer words;
    words.resource = &offsets;
    Value* index = t.build.add(t.build.shl(element, t.dx.i32(1)), t.dx.i32(first));
    return loadConstantWordAt(t, words, t.build.shl(index, t.dx.i32(2)));
}

Value* boundedAddress(Translator& t, const Pointer& pointer, Value* address) {
    constexpr uint32_t kOutside = 0x80000000;  // beyond every view
    if (!checksBounds(t, pointer)) return address;
    Value* within = t.build.sub(address, dynamicWord(t, pointer, DynamicWord::Offset));
    Value* inside = t.build.compare(dxil::Predicate::IcmpUlt, within,
                                    dynamicWord(t, pointer, DynamicWord::Size));
    return t.build.select(inside, address, t.dx.i32(kOutside));
}

void loadWords(Translator& t, const Pointer& pointer, std::span<const uint32_t> words,
               std::span<Value*> result) {
    if (pointer.resource->isConstantBuffer())
        loadConstantWords(t, pointer, words, result);
    else if (pointer.resource->memory)
        loadSharedWords(t, pointer, words, result);
    else
        loadRawWords(t, pointer, words, result);
}

Value* loadWordAt(Translator& t, const Pointer& pointer, Value* address) {
    if (pointer.resource->isConstantBuffer()) return loadConstantWordAt(t, pointer, address);
    if (pointer.resource->memory)
        return t.build.load(sharedWord(t, pointer, address), kWordAlignment);
    Value* handle = t.resources.handle(pointer);
    return t.build.extractValue(loadRaw(t, handle, boundedAddress(t, pointer, address), 1), 0);
}

void storeWords(Translator& t, const Pointer& pointer, uint32_t first, Scalars values) {
    if (pointer.resource->memory) return storeSharedWords(t, pointer, first, values);
    if (checksBounds(t, pointer) && values.size() > 1) {
        for (uint32_t i = 0; i < values.size(); ++i)
            storeWords(t, pointer, first + i, values.subspan(i, 1));
        return;
    }
    const dxil::Type* i32 = t.dx.types().i32();
    Value* padded[4];
    for (size_t i = 0; i < 4; ++i) padded[i] = i < values.size() ? values[i] : undefI32(t);
    Value* handle = t.resources.handle(pointer);
    Value* address = boundedAddress(t, pointer, addressOf(t, dynamicAddress(t, pointer), first));
    Value* mask = t.dx.i8((1u << values.size()) - 1);
    if (hasRawBufferLoad(t))
        t.build.dxOp(DxOp::RawBufferStore, i32,
                     {handle, address, undefI32(t), padded[0], padded[1], padded[2], padded[3],
                      mask, t.dx.i32(kWordAlignment)});
    else
        t.build.dxOp(
            DxOp::BufferStore, i32,
            {handle, address, undefI32(t), padded[0], padded[1], padded[2], padded[3], mask});
}

void atomicOnWord(Translator& t, const Pointer& pointer, AtomicBinOp op, Value* address,
                  Value* value) {
    if (pointer.resource->memory) {
        t.build.atomicRmw(sharedOperation(op), sharedWord(t, pointer, address), value);
        return;
    }
    Value* handle = t.resources.handle(pointer);
    t.build.dxOp(DxOp::AtomicBinOp, t.dx.types().i32(),
                 {handle, t.dx.i32(static_cast<uint32_t>(op)), boundedAddress(t, pointer, address),
                  undefI32(t), undefI32(t), value});
}

}  // namespace baker::translate
