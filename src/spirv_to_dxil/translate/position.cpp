#include "spirv_to_dxil/translate/position.hpp"

#include "spirv_to_dxil/translate/builtins.hpp"

namespace baker::translate {
namespace {

// The sign bit of y is that of the viewport in the mask.
Value* flippedWhereMasked(Translator& t, Value* y, Value* viewport) {
    constexpr uint32_t kSign = 31;
    dxil::Builder& b = t.build;
    Value* mask = systemValue(t, SystemValue::FlippedViewports);
    Value* bit = b.shl(b.lshr(mask, b.bitAnd(viewport, t.dx.i32(kSign))), t.dx.i32(kSign));
    Value* bits = b.bitXor(b.bitcast(y, t.dx.types().i32()), bit);
    return b.bitcast(bits, t.dx.types().f32());
}

}  // namespace

void toClipSpace(Translator& t, std::array<Value*, 4>& position, Value* viewport) {
    auto& [x, y, z, w] = position;
    if (t.options.flipY == YFlip::Always) y = t.build.fneg(y);
    if (t.options.flipY == YFlip::PerViewport) y = flippedWhereMasked(t, y, viewport);
    if (t.options.negativeOneToOneDepth) z = t.build.fmul(t.build.fadd(z, w), t.dx.f32(0.5f));
}

}  // namespace baker::translate
