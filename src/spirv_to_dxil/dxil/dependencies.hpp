// Which outputs of a graphics stage may depend on which inputs, and on the view index: written as
// metadata (dx.viewIdState) and as tables of PSV0, which must agree.
//
// Every output is said to depend on every input. That is always true enough: the runtime uses the
// tables to see what differs between the views of an instanced view, and drivers see the code.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

// The scalars of the registers that a signature's elements occupy; four for each register.
struct ScalarMask {
    uint32_t count = 0;  // up to the last one occupied
    std::array<uint32_t, 4> words{};

    bool has(uint32_t scalar) const { return words[scalar / 32] >> scalar % 32 & 1; }
};
ScalarMask scalarsOf(const Signature& signature, unsigned stream = 0);

// Appends, for each of `rows` input scalars, the outputs that depend on it: a mask of `width`
// words.
void appendDependencies(std::vector<uint32_t>& out, const ScalarMask& inputs,
                        const ScalarMask& outputs, uint32_t rows, uint32_t width);
// Appends a mask of all outputs.
void appendMask(std::vector<uint32_t>& out, const ScalarMask& outputs, uint32_t width);

inline bool hasPatchConstants(ShaderKind kind) {
    return kind == ShaderKind::Hull || kind == ShaderKind::Domain || kind == ShaderKind::Mesh;
}

// The words of dx.viewIdState; none for stages without signatures.
std::vector<uint32_t> viewIdState(const Module& module, bool usesViewId);

}  // namespace baker::dxil
