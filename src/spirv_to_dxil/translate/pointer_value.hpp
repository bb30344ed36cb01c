// Pointers as values: two 32-bit words, so that they can be chosen at run time, kept in memory and
// compared.
//
//   storage buffer   low: byte offset; high: number of the buffer (Resource::number) and, in the
//   low
//                    20 bits, the index of its descriptor
//   workgroup        low: byte offset in the shader's workgroup memory; high: a number, not 0
//   device address   the 64 bits of the address (Options::bufferAddresses)
// A null pointer is 0. Pointers into other memory have no words and are known statically.
#pragma once

#include <functional>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// The type of a pointer's words.
const spirv::Type& pointerWordType();

// Whether the pointer has words; emitting them for every pointer would be a waste.
bool hasWords(const Translator& t, const Pointer& pointer);
Scalars pointerWords(Translator& t, const Pointer& pointer);
// What the words of the value `id`, of the pointer type `type`, point to.
Pointer pointerFromWords(Translator& t, Id id, const spirv::Type& type, Scalars words);

// How a matrix, or the matrices of an array, lie in memory that has Type::packedSize's layout.
spirv::MatrixLayout packedMatrix(const spirv::Type& type);

// Calls access(pointer) for the buffer that `pointer` turns out to point into; the scalars that it
// returns, merged where it may be one of several.
Scalars accessThrough(Translator& t, const Pointer& pointer,
                      const std::function<Scalars(const Pointer&)>& access);

// The same for atomic operations, which some consumers refuse to do through a descriptor that
// differs between invocations (TargetFeatures::uniformAtomics): those that have one descriptor at a
// time.
Scalars accessAtomically(Translator& t, const Pointer& pointer,
                         const std::function<Scalars(const Pointer&)>& access);

}  // namespace baker::translate
