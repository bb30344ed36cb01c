// Buffers: storage buffers (raw views), constant buffers, device addresses and workgroup memory
// that is laid out, all addressed by byte and read by 32-bit words.
//
// Any layout that SPIR-V can describe is followed: std140, std430, scalar; matrices of either
// order; 8- and 16-bit scalars inside words; 64-bit ones as two words.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

void loadBuffer(Translator& t, const Pointer& pointer, std::span<Value*> result);
void storeBuffer(Translator& t, const Pointer& pointer, Scalars value);

// The byte address of `pointer` plus `delta`, with the dynamic offset of its descriptor.
Value* byteAddress(Translator& t, const Pointer& pointer, uint32_t delta = 0);

// Adds index * stride to the address; the index, i32, is signed (a device address takes i64 too).
void advance(Translator& t, Pointer& pointer, Value* index, uint32_t stride);

// Elements of `stride` bytes between `offset` and the end of the buffer's view.
Value* runtimeArrayLength(Translator& t, const Pointer& block, uint32_t offset, uint32_t stride);

// Bytes from the start of a value of `type` to its end; 0 for a run-time array.
uint64_t byteExtent(const spirv::Type& type, spirv::MatrixLayout matrix = {});

// A constant word of one of the driver's constant buffers; loaded once.
Value* constantBufferWord(Translator& t, Resource& buffer, uint32_t word);

}  // namespace baker::translate
