// The elements of a leaf group that lies in memory: an array of 32-bit words.
//
// A 64-bit scalar takes two words, a narrow one a word of its own, except in groupshared vectors of
// 8- or 16-bit scalars that fill whole words: those are packed, because D3D12 has 32 KiB of
// groupshared memory and shaders written for native halves use all of it. A single component of a
// packed vector is stored atomically: its neighbours may be another invocation's. Groupshared
// 64-bit integers lie in 64-bit words where the shader has atomic operations on such.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// The leaf groups of a variable of `type`; false when it cannot be made of scalars. Sets no memory.
bool collectGroups(const spirv::Type& type, spv::StorageClass storage,
                   std::vector<LeafGroup>& groups);

uint32_t groupWords(const LeafGroup& group);  // of the memory's own size
const dxil::Type* groupWordType(Translator& t, const LeafGroup& group);

Value* loadElement(Translator& t, const LeafGroup& group, Value* index);
void storeElement(Translator& t, const LeafGroup& group, Value* index, Value* value);
// All components of a packed vector, `index` being that of the vector itself.
void loadPacked(Translator& t, const LeafGroup& group, Value* index, std::span<Value*> result);
void storePacked(Translator& t, const LeafGroup& group, Value* index, Scalars value);

// The address of one word of an element; the group is not packed. In memory of 64-bit words an
// element has one.
Value* elementAddress(Translator& t, const LeafGroup& group, Value* index, uint32_t word);

}  // namespace baker::translate
