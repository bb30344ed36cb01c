// Memory semantics as fences: the mode bits of dx.op.barrier (DXIL.rst, "Barrier").
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

inline constexpr uint32_t kSyncThreadGroup = 1;
inline constexpr uint32_t kUavFenceGlobal = 2;
inline constexpr uint32_t kTgsmFence = 8;

// The fences for the kinds of memory that the semantics name. Buffers are fenced for the whole
// device whatever the scope: the fence within a group is no cheaper anywhere.
uint32_t fencesFor(const Translator& t, uint32_t semantics);

void barrier(Translator& t, uint32_t mode);

// Around an atomic operation: before it where the semantics release, behind it where they acquire.
void fenceBefore(Translator& t, uint32_t semantics);
void fenceAfter(Translator& t, uint32_t semantics);

}  // namespace baker::translate
