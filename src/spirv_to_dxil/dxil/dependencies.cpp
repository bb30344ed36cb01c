#include "spirv_to_dxil/dxil/dependencies.hpp"

#include <algorithm>

namespace baker::dxil {
namespace {

constexpr unsigned kStreams = 4;

uint32_t wordsOf(const ScalarMask& mask) {
    return (mask.count + 31) / 32;
}

}  // namespace

ScalarMask scalarsOf(const Signature& signature, unsigned stream) {
    ScalarMask mask;
    for (const SignatureElement& e : signature) {
        if (e.startRow == kNoRegister || e.stream != stream) continue;
        for (uint32_t row = uint32_t(e.startRow); row < uint32_t(e.startRow) + e.rows; ++row)
            for (uint32_t c = 0; c < e.columns; ++c) {
                const uint32_t scalar = row * 4 + uint32_t(e.startColumn) + c;
                mask.words[scalar / 32] |= 1u << scalar % 32;
                mask.count = std::max(mask.count, scalar + 1);
            }
    }
    return mask;
}

void appendMask(std::vector<uint32_t>& out, const ScalarMask& outputs, uint32_t width) {
    out.insert(out.end(), outputs.words.begin(), outputs.words.begin() + width);
}

void appendDependencies(std::vector<uint32_t>& out, const ScalarMask& inputs,
                        const ScalarMask& outputs, uint32_t rows, uint32_t width) {
    for (uint32_t row = 0; row < rows; ++row) {
        if (inputs.has(row))
            appendMask(out, outputs, width);
        else
            out.insert(out.end(), width, 0);
    }
}

std::vector<uint32_t> viewIdState(const Module& module, bool usesViewId) {
    if (module.kind == ShaderKind::Compute || module.kind == ShaderKind::Amplification) return {};
    const ScalarMask inputs = scalarsOf(module.inputs);
    const unsigned streams = module.kind == ShaderKind::Geometry ? kStreams : 1;
    std::vector<uint32_t> state{inputs.count};
    for (unsigned stream = 0; stream < streams; ++stream) {
        const ScalarMask outputs = scalarsOf(module.outputs, stream);
        state.push_back(outputs.count);
        if (usesViewId) appendMask(state, outputs, wordsOf(outputs));
        appendDependencies(state, inputs, outputs, inputs.count, wordsOf(outputs));
    }
    if (!hasPatchConstants(module.kind)) return state;
    const ScalarMask patch = scalarsOf(module.patchConstants);
    state.push_back(patch.count);
    if (module.kind == ShaderKind::Domain) {
        const ScalarMask outputs = scalarsOf(module.outputs);
        appendDependencies(state, patch, outputs, patch.count, wordsOf(outputs));
    } else {
        if (usesViewId) appendMask(state, patch, wordsOf(patch));
        appendDependencies(state, inputs, patch, inputs.count, wordsOf(patch));
    }
    return state;
}

}  // namespace baker::dxil
