// Subgroup instructions: the families that group.cpp joins.
// Source: SPIR-V specification 1.6, section 3.56.24 "Non-Uniform Instructions";
// SPV_KHR_shader_ballot, SPV_KHR_subgroup_vote, SPV_KHR_subgroup_rotate, SPV_KHR_quad_control.
#pragma once

#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {

std::span<const EmitterRow> groupVoteEmitters();
std::span<const EmitterRow> groupBallotEmitters();
std::span<const EmitterRow> groupShuffleEmitters();
std::span<const EmitterRow> groupArithmeticEmitters();

// Whether the scope operand is the subgroup; fails otherwise. Notes that the shader has wave
// operations.
bool inSubgroup(Translator& t, Id scope);

// The scalar type of a value of numbers or booleans; null after an error.
const spirv::Type* groupOperand(Translator& t, Id value);

}  // namespace baker::translate
