// Reading and writing the 32-bit words of buffers with the intrinsics that their class and the
// shader model ask for, and those of workgroup memory that is addressed by byte.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// Operation codes of dx.op.atomicBinOp.
enum class AtomicBinOp : uint32_t {
    Add = 0,
    And = 1,
    Or = 2,
    Xor = 3,
    IMin = 4,
    IMax = 5,
    UMin = 6,
    UMax = 7,
    Exchange = 8,
};

// The part of the pointer's byte address that is no constant, null for 0: `Pointer::offset` and the
// descriptor's dynamic offset; of a device address the byte in its window.
Value* dynamicAddress(Translator& t, const Pointer& pointer);

// A dynamic uniform or storage buffer: its offset and size (DescriptorBinding::dynamicOffset).
enum class DynamicWord : uint32_t { Offset, Size };
bool isDynamic(const Pointer& pointer);
Value* dynamicWord(Translator& t, const Pointer& pointer, DynamicWord word);
// The address of a word where it is within a dynamic buffer that is to be checked; else one that
// nothing lies at.
Value* boundedAddress(Translator& t, const Pointer& pointer, Value* address);

// Of a device address: the number of the window that it lies in.
Value* addressWindow(Translator& t, const Pointer& pointer);

// The words with the numbers `words` (ascending, distinct), counted in words from the dynamic
// address.
void loadWords(Translator& t, const Pointer& pointer, std::span<const uint32_t> words,
               std::span<Value*> result);
// The word at a byte address that is a multiple of 4.
Value* loadWordAt(Translator& t, const Pointer& pointer, Value* address);

// Up to four consecutive words, the first having the number `first`.
void storeWords(Translator& t, const Pointer& pointer, uint32_t first, Scalars values);
// The address of a word of workgroup memory at a byte address.
Value* sharedWord(Translator& t, const Pointer& pointer, Value* address);
void atomicOnWord(Translator& t, const Pointer& pointer, AtomicBinOp op, Value* address,
                  Value* value);

}  // namespace baker::translate
