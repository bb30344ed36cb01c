// Lanes of a wave, which are the invocations of a Vulkan subgroup: their indices, masks of them,
// and values read from other lanes.
#pragma once

#include <array>

#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {

// One bit for each lane, lowest first, as gl_SubgroupEqMask and its kin have them.
using LaneMask = std::array<Value*, 4>;

// An intrinsic over the active lanes; its first operand, if any, is the value taken from each.
Value* waveOp(Translator& t, dxil::DxOp op, const dxil::Type* overload,
              std::initializer_list<Value*> operands);

Value* laneIndex(Translator& t);
Value* laneCount(Translator& t);

// The active lanes on which `condition` holds.
LaneMask ballot(Translator& t, Value* condition);
// The lanes below `count`.
LaneMask lowLanes(Translator& t, Value* count);
LaneMask intersect(Translator& t, const LaneMask& a, const LaneMask& b);
// i1: whether the mask has the lane.
Value* hasLane(Translator& t, const LaneMask& mask, Value* lane);

// Applies `read`, which moves an i32 or float between lanes, to a scalar of any type.
template <typename Read>
Value* moveBetweenLanes(Translator& t, const spirv::Type& scalar, Value* value, Read read) {
    if (value->type->isInteger(32) || value->type->isFloat(32)) return read(value);
    std::vector<Value*> words;
    toWords(t, scalar, value, words);
    for (Value*& word : words) word = read(word);
    return fromWords(t, scalar, words.data());
}

// The value of another lane; undefined where that is not active.
Value* readLane(Translator& t, const spirv::Type& scalar, Value* value, Value* lane);

}  // namespace baker::translate
