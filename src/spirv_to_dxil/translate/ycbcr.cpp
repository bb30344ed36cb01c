#include "spirv_to_dxil/translate/ycbcr.hpp"

#include <algorithm>

namespace baker::translate {
namespace {

using Model = YcbcrConversion::Model;
using Color = std::array<Value*, 4>;

constexpr size_t kRed = 0, kGreen = 1, kBlue = 2;

Value* number(Translator& t, double value) {
    return t.dx.f32(static_cast<float>(value));
}

// From what a texel of more bits than the component has reads as, to the component's own range.
double scaleOf(const YcbcrConversion& conversion) {
    if (conversion.texelBits <= conversion.bits) return 1;
    const double largest = double((1u << conversion.bits) - 1);
    const double texel = double((1u << conversion.texelBits) - 1);
    return texel / (largest * double(1u << (conversion.texelBits - conversion.bits)));
}

// The components before conversion, as the conversion's own swizzle chooses them.
Color swizzled(Translator& t, const YcbcrConversion& conversion, const Color& color) {
    Color result;
    for (size_t i = 0; i < result.size(); ++i) {
        const uint8_t source = conversion.components[i];
        if (source < color.size())
            result[i] = color[source];
        else
            result[i] = number(t, source == YcbcrConversion::kOne ? 1 : 0);
    }
    return result;
}

// Luma from 0 to 1, chroma from -0.5 to 0.5, as value * scale + offset.
struct Range {
    double scale, offset;
};

Range lumaRange(const YcbcrConversion& conversion) {
    if (!conversion.narrowRange) return {1, 0};
    const double unit = double(1u << (conversion.bits - 8));
    const double largest = double((1u << conversion.bits) - 1);
    return {largest / (219 * unit), -16.0 / 219};
}

Range chromaRange(const YcbcrConversion& conversion) {
    const double unit = double(1u << (conversion.bits - 8));
    const double largest = double((1u << conversion.bits) - 1);
    if (!conversion.narrowRange) return {1, -128 * unit / largest};
    return {largest / (224 * unit), -128.0 / 224};
}

Value* expanded(Translator& t, Value* value, Range range) {
    if (range.scale != 1) value = t.build.fmul(value, number(t, range.scale));
    return range.offset != 0 ? t.build.fadd(value, number(t, range.offset)) : value;
}

// The weights of red and blue in luma.
struct Weights {
    double red, blue;
};

Weights weightsOf(Model model) {
    if (model == Model::Ycbcr709) return {0.2126, 0.0722};
    return model == Model::Ycbcr601 ? Weights{0.299, 0.114} : Weights{0.2627, 0.0593};
}

Color toRgb(Translator& t, const Color& ycbcr, Weights w) {
    dxil::Builder& b = t.build;
    const double green = 1 - w.red - w.blue;
    Value *cr = ycbcr[kRed], *y = ycbcr[kGreen], *cb = ycbcr[kBlue];
    Value* red = b.fmul(cr, number(t, 2 * (1 - w.red)));
    Value* blue = b.fmul(cb, number(t, 2 * (1 - w.blue)));
    Value* fromRed = b.fmul(cr, number(t, 2 * (1 - w.red) * w.red / green));
    Value* fromBlue = b.fmul(cb, number(t, 2 * (1 - w.blue) * w.blue / green));
    Value* lessRed = b.fsub(y, fromRed);
    Value* g = b.fsub(lessRed, fromBlue);
    Value* r = b.fadd(y, red);
    return {r, g, b.fadd(y, blue), ycbcr[3]};
}

}  // namespace

const YcbcrConversion* conversionOf(const ImageUse& use) {
    const Pointer pointer = samplerPointer(use);
    if (!pointer.resource || !pointer.resource->binding) return nullptr;
    const auto conversions = pointer.resource->binding->conversions;
    if (conversions.empty()) return nullptr;
    const Value* element = pointer.element ? dxil::resolve(pointer.element) : nullptr;
    if (!element || element->kind != dxil::ValueKind::ConstantInt) return &conversions.front();
    const uint64_t index = static_cast<const dxil::Constant*>(element)->bits;
    return &conversions[std::min<uint64_t>(index, conversions.size() - 1)];
}

void moveToPlane(Translator& t, const YcbcrConversion& conversion, Sample& s, uint32_t plane) {
    s.use.plane = plane;
    if (plane == 0) return;
    // A quarter of a chroma texel, where chroma lies on every other luma texel instead of between
    // two.
    const bool cosited[] = {conversion.halfWidth && conversion.cositedX,
                            conversion.halfHeight && conversion.cositedY};
    for (uint32_t c = 0; c < 2; ++c) {
        if (!cosited[c]) continue;
        Value* quarter = t.build.fdiv(t.dx.f32(0.25f), firstLevelSize(t, s, c));
        s.coordinates[c] = t.build.fadd(s.coordinates[c], quarter);
    }
}

Color convertYcbcr(Translator& t, const YcbcrConversion& conversion, const Color& rgba) {
    Color color = swizzled(t, conversion, rgba);
    if (const double scale = scaleOf(conversion); scale != 1)
        for (size_t i = 0; i < color.size(); ++i)
            if (conversion.components[i] <= kBlue)
                color[i] = t.build.fmul(color[i], number(t, scale));
    if (conversion.model == Model::RgbIdentity) return color;
    color[kGreen] = expanded(t, color[kGreen], lumaRange(conversion));
    color[kRed] = expanded(t, color[kRed], chromaRange(conversion));
    color[kBlue] = expanded(t, color[kBlue], chromaRange(conversion));
    if (conversion.model == Model::YcbcrIdentity) return color;
    return toRgb(t, color, weightsOf(conversion.model));
}

}  // namespace baker::translate
