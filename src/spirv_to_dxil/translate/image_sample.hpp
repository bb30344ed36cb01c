// One sampling instruction: its operands as D3D12's intrinsics want them.
#pragma once

#include "spirv_to_dxil/translate/image.hpp"

namespace baker::translate {

using Vector3 = std::array<Value*, 3>;  // undefined beyond the image's dimensions
struct Gradients {
    Vector3 x, y;
};

struct Sample {
    ImageUse use;
    ImageOperands operands;
    std::array<Value*, 4> coordinates{};  // undefined beyond those that the image has
    std::array<Value*, 3> offsets{};
    Value* reference = nullptr;  // of comparisons
    bool isExplicit = false;     // the level does not come from derivatives
    bool wantsResidency = false;
    // Of the coordinates before an offset was added to them: the level follows from these.
    std::optional<Gradients> derivatives;

    // Numbers of a direction or position, without the layer.
    size_t dimensionCount() const { return dimensions(*use.type); }
};

bool hasDerivatives(const Translator& t);
// A number of the operand's, an f32.
Value* floatOperand(Translator& t, Id id);
// The Grad operands, or the derivatives that stand for them.
inline bool hasGradients(const Sample& s) {
    return s.operands.gradX || s.derivatives;
}
Gradients gradientsOf(Translator& t, const Sample& s);
// The coordinates' own, for a level that is `bias` higher; null for none.
Gradients derivativesOf(Translator& t, const Sample& s, Value* bias);
// The level that implicit sampling takes, the bias included. Fragment shaders, without comparison.
Value* implicitLevel(Translator& t, const Sample& s);
// The level of detail that the gradients ask for, as the Vulkan specification approximates it.
Value* levelOfGradients(Translator& t, const Sample& s, const Gradients& gradients);
// Size of the first level along dimension `c`, an f32.
Value* firstLevelSize(Translator& t, const Sample& s, uint32_t c);

// Calls a sampling intrinsic: image, sampler, coordinates, offsets and what follows them.
Value* callSample(Translator& t, const Sample& s, dxil::DxOp op,
                  std::initializer_list<Value*> more);
// An offset that the intrinsics do not take becomes part of the coordinates (image_offset.cpp).
void addOffset(Translator& t, Sample& s);
// The smallest level allowed (MinLod); undefined where there is none, or the device has no clamp.
Value* levelClamp(Translator& t, const Sample& s);

// A sample compared with the reference.
struct Compared {
    Value* value = nullptr;
    Value* residency = nullptr;  // where wanted: the code (texel.hpp)
};
Compared sampleCompared(Translator& t, const Sample& s);

}  // namespace baker::translate
