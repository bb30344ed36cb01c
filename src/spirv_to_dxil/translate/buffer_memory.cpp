#include "spirv_to_dxil/translate/buffer_memory.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"

namespace baker::translate {
namespace {

using spirv::MatrixLayout;
using spirv::Type;
using spirv::TypeKind;

// One scalar of a value in memory, `at` bytes after the pointer's dynamic address.
struct Placed {
    const Type* scalar;
    uint32_t at;
};

uint32_t scalarBytes(const Type& type) {
    const Type* scalar = type.scalar();
    return scalar ? byteSize(*scalar) : 0;
}

void placePacked(const Type& type, uint32_t at, std::vector<Placed>& out) {
    if (type.isScalar()) {
        out.push_back({&type, at});
    } else if (type.isPointerValue()) {
        for (uint32_t i = 0; i < type.scalars; ++i) out.push_back({&pointerWordType(), at + 4 * i});
    } else if (type.kind == TypeKind::Struct) {
        for (const spirv::Member& m : type.members) placePacked(*m.type, at + m.packedOffset, out);
    } else if (type.element) {
        for (uint32_t i = 0; i < type.count; ++i)
            placePacked(*type.element, at + i * type.element->packedSize, out);
    }
}

void placeScalars(const Type& type, uint32_t at, MatrixLayout matrix, uint32_t componentStride,
                  std::vector<Placed>& out) {
    if (type.isScalar() || type.isPointerValue()) {
        placePacked(type, at, out);
    } else if (type.kind == TypeKind::Struct) {
        for (const spirv::Member& m : type.members)
            placeScalars(*m.type, at + m.offset, m.matrix, 0, out);
    } else if (type.kind == TypeKind::Vector) {
        const uint32_t stride = componentStride ? componentStride : scalarBytes(type);
        for (uint32_t i = 0; i < type.count; ++i) out.push_back({type.element, at + i * stride});
    } else if (type.kind == TypeKind::Matrix) {
        const uint32_t step = matrix.rowMajor ? scalarBytes(type) : matrix.stride;
        for (uint32_t i = 0; i < type.count; ++i)
            placeScalars(*type.element, at + i * step, {}, matrix.rowMajor ? matrix.stride : 0,
                         out);
    } else if (type.kind == TypeKind::Array) {
        for (uint32_t i = 0; i < type.count; ++i)
            placeScalars(*type.element, at + i * type.stride, matrix, 0, out);
    }
}

std::vector<Placed> placedScalars(const Pointer& pointer) {
    std::vector<Placed> out;
    out.reserve(pointer.pointee->scalars);
    if (pointer.packed)
        placePacked(*pointer.pointee, pointer.constant, out);
    else
        placeScalars(*pointer.pointee, pointer.constant, pointer.matrix, pointer.componentStride,
                     out);
    return out;
}

bool isSubword(const Type& scalar) {
    return scalar.kind != TypeKind::Bool && scalar.width < 32;
}

// Whether the position of the scalar within its word is known.
bool hasStaticPosition(const Pointer& pointer, const Placed& placed) {
    return pointer.alignment >= 4 || !isSubword(*placed.scalar);
}

uint32_t bitsOf(const Type& scalar) {
    return isSubword(scalar) ? scalar.width : 32;
}
uint32_t maskOf(const Type& scalar) {
    return bitsOf(scalar) == 32 ? ~0u : (1u << bitsOf(scalar)) - 1;
}

Value* addressOf(Translator& t, const Pointer& pointer, const Placed& placed) {
    Value* base = dynamicAddress(t, pointer);
    Value* at = t.dx.i32(placed.at);
    return base ? t.build.add(base, at) : at;
}

// How many bits the byte address lies above its word's start.
Value* bitPosition(Translator& t, Value* address) {
    return t.build.shl(t.build.bitAnd(address, t.dx.i32(3)), t.dx.i32(3));
}

Value* wordOf(Translator& t, Value* address) {
    return t.build.bitAnd(address, t.dx.i32(~3u));
}

Value* loadUnplaced(Translator& t, const Pointer& pointer, const Placed& p) {
    Value* address = addressOf(t, pointer, p);
    Value* word = loadWordAt(t, pointer, wordOf(t, address));
    Value* bits =
        t.build.bitAnd(t.build.lshr(word, bitPosition(t, address)), t.dx.i32(maskOf(*p.scalar)));
    return fromWords(t, *p.scalar, &bits);
}

// The numbers of all words that the scalars touch, ascending.
std::vector<uint32_t> touchedWords(const Pointer& pointer, const std::vector<Placed>& scalars) {
    std::vector<uint32_t> words;
    for (const Placed& p : scalars) {
        if (!hasStaticPosition(pointer, p)) continue;
        for (uint32_t w = 0; w < wordCount(*p.scalar); ++w) words.push_back(p.at / 4 + w);
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

// The bytes of one word that a store writes.
struct WordStore {
    uint32_t number;
    uint32_t mask;
    Value* value;
};

// Neighbouring bytes may be written by other invocations at the same time: clear ours, then set
// them, each atomically.
void storePartialWord(Translator& t, const Pointer& pointer, Value* address, Value* mask,
                      Value* bits) {
    Value* others = t.build.bitNot(mask);
    accessAtomically(t, pointer, [&](const Pointer& p) {
        atomicOnWord(t, p, AtomicBinOp::And, address, others);
        atomicOnWord(t, p, AtomicBinOp::Or, address, bits);
        return Scalars();
    });
}

void storeUnplaced(Translator& t, const Pointer& pointer, const Placed& p, Value* bits) {
    Value* address = addressOf(t, pointer, p);
    Value* shift = bitPosition(t, address);
    storePartialWord(t, pointer, wordOf(t, address),
                     t.build.shl(t.dx.i32(maskOf(*p.scalar)), shift), t.build.shl(bits, shift));
}

void addStore(Translator& t, std::vector<WordStore>& stores, const WordStore& store) {
    for (size_t i = stores.size(); i-- > 0 && stores.size() - i <= 8;) {
        if (stores[i].number != store.number || (stores[i].mask & store.mask)) continue;
        stores[i].mask |= store.mask;
        stores[i].value = t.build.bitOr(stores[i].value, store.value);
        return;
    }
    stores.push_back(store);
}

void flushStores(Translator& t, const Pointer& pointer, std::vector<WordStore>& stores) {
    std::stable_sort(stores.begin(), stores.end(),
                     [](const WordStore& a, const WordStore& b) { return a.number < b.number; });
    for (size_t i = 0; i < stores.size();) {
        if (stores[i].mask != ~0u) {
            const Placed word{nullptr, stores[i].number * 4};
            storePartialWord(t, pointer, addressOf(t, pointer, word), t.dx.i32(stores[i].mask),
                             stores[i].value);
            ++i;
            continue;
        }
        std::vector<Value*> run{stores[i].value};
        while (run.size() < 4 && i + run.size() < stores.size() &&
               stores[i + run.size()].mask == ~0u &&
               stores[i + run.size()].number == stores[i].number + run.size())
            run.push_back(stores[i + run.size()].value);
        storeWords(t, pointer, stores[i].number, run);
        i += run.size();
    }
}

}  // namespace

void loadBuffer(Translator& t, const Pointer& pointer, std::span<Value*> result) {
    const std::vector<Placed> scalars = placedScalars(pointer);
    const std::vector<uint32_t> numbers = touchedWords(pointer, scalars);
    std::vector<Value*> words(numbers.size());
    loadWords(t, pointer, numbers, words);
    for (size_t i = 0; i < scalars.size(); ++i) {
        const Placed& p = scalars[i];
        if (!hasStaticPosition(pointer, p)) {
            result[i] = loadUnplaced(t, pointer, p);
            continue;
        }
        const size_t w = static_cast<size_t>(
            std::lower_bound(numbers.begin(), numbers.end(), p.at / 4) - numbers.begin());
        if (isSubword(*p.scalar)) {
            Value* bits = t.build.bitAnd(t.build.lshr(words[w], t.dx.i32(p.at % 4 * 8)),
                                         t.dx.i32(maskOf(*p.scalar)));
            result[i] = fromWords(t, *p.scalar, &bits);
        } else {
            result[i] = fromWords(t, *p.scalar, &words[w]);
        }
    }
}

void storeBuffer(Translator& t, const Pointer& pointer, Scalars value) {
    if (!pointer.resource->isWritable())
        return t.fail("a store to a buffer that the pipeline layout makes read-only");
    t.resources.markWritten(*pointer.resource);
    const std::vector<Placed> scalars = placedScalars(pointer);
    std::vector<WordStore> stores;
    std::vector<Value*> words;
    for (size_t i = 0; i < scalars.size(); ++i) {
        const Placed& p = scalars[i];
        words.clear();
        toWords(t, *p.scalar, value[i], words);
        if (!hasStaticPosition(pointer, p)) {
            storeUnplaced(t, pointer, p, words[0]);
            continue;
        }
        const uint32_t shift = isSubword(*p.scalar) ? p.at % 4 * 8 : 0;
        for (uint32_t w = 0; w < words.size(); ++w)
            addStore(
                t, stores,
                {p.at / 4 + w, maskOf(*p.scalar) << shift, t.build.shl(words[w], t.dx.i32(shift))});
    }
    flushStores(t, pointer, stores);
}

Value* byteAddress(Translator& t, const Pointer& pointer, uint32_t delta) {
    return addressOf(t, pointer, {nullptr, pointer.constant + delta});
}

namespace {

// Adds signed bytes to a device address; those of a constant stay apart while they lie ahead and in
// the window.
void advanceAddress(Translator& t, Pointer& pointer, Value* index, uint32_t stride) {
    if (const dxil::Constant* number = dxil::asNumber(index)) {
        const int64_t bytes = static_cast<int32_t>(number->bits) * int64_t{stride};
        const int64_t sum = pointer.constant + bytes;
        if (sum >= 0 && sum < kAddressWindow / 2)
            pointer.constant = static_cast<uint32_t>(sum);
        else
            pointer.address = t.build.add(pointer.address, t.dx.i64(static_cast<uint64_t>(bytes)));
        return;
    }
    if (index->type->isInteger(32))
        index = t.build.cast(dxil::CastOp::SExt, index, t.dx.types().i64());
    pointer.address = t.build.add(pointer.address, t.build.mul(index, t.dx.i64(stride)));
    if (stride) pointer.alignment = std::min(pointer.alignment, stride & (~stride + 1));
}

}  // namespace

void advance(Translator& t, Pointer& pointer, Value* index, uint32_t stride) {
    if (pointer.address) return advanceAddress(t, pointer, index, stride);
    if (const dxil::Constant* number = dxil::asNumber(index)) {
        pointer.constant += static_cast<uint32_t>(number->bits) * stride;
        return;
    }
    Value* bytes = t.build.mul(index, t.dx.i32(stride));
    pointer.offset = pointer.offset ? t.build.add(pointer.offset, bytes) : bytes;
    if (stride) pointer.alignment = std::min(pointer.alignment, stride & (~stride + 1));
}

namespace {

Value* bufferSize(Translator& t, const Pointer& block) {
    Value* undef = t.dx.undef(t.dx.types().i32());
    Value* dimensions =
        t.build.dxOp(dxil::DxOp::GetDimensions, nullptr, {t.resources.handle(block), undef});
    return t.build.extractValue(dimensions, 0);
}

}  // namespace

Value* runtimeArrayLength(Translator& t, const Pointer& block, uint32_t offset, uint32_t stride) {
    dxil::Builder& b = t.build;
    if (block.resource->isConstantBuffer() || block.address || block.resource->memory) {
        t.fail("the length of a run-time array that is in no storage buffer");
        return t.dx.i32(0);
    }
    Value* size =
        isDynamic(block) ? dynamicWord(t, block, DynamicWord::Size) : bufferSize(t, block);
    Value* start = t.dx.i32(offset);
    Value* empty = b.compare(dxil::Predicate::IcmpUlt, size, start);
    Value* bytes = b.select(empty, t.dx.i32(0), b.sub(size, start));
    return b.binary(dxil::BinaryOp::UDiv, bytes, t.dx.i32(stride));
}

uint64_t byteExtent(const Type& type, MatrixLayout matrix) {
    if (type.isScalar() || type.isPointerValue()) return type.packedSize;
    if (type.kind == TypeKind::Vector) return uint64_t{type.count} * scalarBytes(type);
    if (type.kind == TypeKind::Matrix) {
        const uint32_t vectors = matrix.rowMajor ? type.element->count : type.count;
        return uint64_t{vectors} * matrix.stride;
    }
    if (type.kind == TypeKind::Array) return uint64_t{type.count} * type.stride;
    uint64_t end = 0;
    for (const spirv::Member& m : type.members)
        end = std::max(end, m.offset + byteExtent(*m.type, m.matrix));
    return end;
}

Value* constantBufferWord(Translator& t, Resource& buffer, uint32_t word) {
    return t.inPrologue([&] {
        Pointer pointer;
        pointer.resource = &buffer;
        Value* value = nullptr;
        loadWords(t, pointer, std::span(&word, 1), std::span(&value, 1));
        return value;
    });
}

}  // namespace baker::translate
