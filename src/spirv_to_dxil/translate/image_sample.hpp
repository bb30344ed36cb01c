// One sampling instruction: its operands as D3D12's intrinsics want them.
#pragma once

#include "spirv_to_dxil/translate/image.hpp"

namespace baker::translate {

struct Sample {
    ImageUse use;
    ImageOperands operands;
    std::array<Value*, 4> coordinates{};  // undefined beyond those that the image has
    std::array<Value*, 3> offsets{};
    Value* reference = nullptr;  // of comparisons
    bool isExplicit = false;     // the level does not come from derivatives
    bool wantsResidency = false;

    // Numbers of a direction or position, without the layer.
    size_t dimensionCount() const { return dimensions(*use.type); }
};

using Vector3 = std::array<Value*, 3>;  // undefined beyond the image's dimensions
struct Gradients {
    Vector3 x, y;
};

bool hasDerivatives(const Translator& t);
// A number of the operand's, an f32.
Value* floatOperand(Translator& t, Id id);
// The Grad operands.
Gradients gradientOperands(Translator& t, const Sample& s);
// The level of detail that the gradients ask for, as the Vulkan specification approximates it.
Value* levelOfGradients(Translator& t, const Sample& s, const Gradients& gradients);
// Size of the first level along dimension `c`, an f32.
Value* firstLevelSize(Translator& t, const Sample& s, uint32_t c);

// Calls a sampling intrinsic: image, sampler, coordinates, offsets and what follows them.
Value* callSample(Translator& t, const Sample& s, dxil::DxOp op,
                  std::initializer_list<Value*> more);
// The smallest level allowed (MinLod), or none.
Value* levelClamp(Translator& t, const Sample& s);

// A sample compared with the reference.
struct Compared {
    Value* value = nullptr;
    Value* residency = nullptr;  // where wanted: the code (texel.hpp)
};
Compared sampleCompared(Translator& t, const Sample& s);

}  // namespace baker::translate
