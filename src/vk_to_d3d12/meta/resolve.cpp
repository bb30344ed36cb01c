#include "resolve.hpp"

namespace baker {
namespace {

MetaSource sourceOf(const SliceResolve& resolve, VkImageAspectFlags aspect) {
    return {resolve.source.image, resolve.sourceFormat, aspect, resolve.source.level};
}

// The push constants of resolve.frag and depth_stencil.frag.
struct ColorConstants {
    int32_t x, y, layer, samples;
};
struct DepthStencilConstants {
    float scale[2], offset[2];
    float layer;
    uint32_t samples, mode, bit;
};
constexpr size_t kBitWord = offsetof(DepthStencilConstants, bit) / 4;

MetaShader colorShader(NumberType type) {
    if (type == NumberType::Uint) return MetaShader::ResolveUint;
    return type == NumberType::Sint ? MetaShader::ResolveSint : MetaShader::ResolveFloat;
}

uint32_t modeWord(VkResolveModeFlagBits mode) {
    switch (mode) {
        case VK_RESOLVE_MODE_AVERAGE_BIT:
            return 1;
        case VK_RESOLVE_MODE_MIN_BIT:
            return 2;
        case VK_RESOLVE_MODE_MAX_BIT:
            return 3;
        default:
            return 0;
    }
}

}  // namespace

void resolveColor(Recorder& recorder, const SliceResolve& resolve, bool average) {
    const auto samples = static_cast<int32_t>(resolve.source.image->samples());
    const ColorConstants constants{resolve.toSource.x, resolve.toSource.y,
                                   static_cast<int32_t>(resolve.source.slice),
                                   average ? samples : 1};
    drawColor(recorder, colorShader(resolve.target.format->type), resolve.target,
              sourceOf(resolve, VK_IMAGE_ASPECT_COLOR_BIT), constantWords(constants));
}

void resolveDepthStencil(Recorder& recorder, const SliceResolve& resolve,
                         VkImageAspectFlagBits aspect, VkResolveModeFlagBits mode) {
    const DepthStencilConstants constants{
        .scale = {1, 1},
        .offset = {static_cast<float>(resolve.toSource.x), static_cast<float>(resolve.toSource.y)},
        .layer = static_cast<float>(resolve.source.slice),
        .samples = resolve.source.image->samples(),
        .mode = modeWord(mode)};
    const MetaSource source = sourceOf(resolve, aspect);
    if (aspect == VK_IMAGE_ASPECT_STENCIL_BIT)
        drawStencil(recorder, MetaShader::ResolveStencil, resolve.target, source,
                    constantWords(constants), kBitWord);
    else
        drawDepth(recorder, MetaShader::ResolveDepth, resolve.target, source,
                  constantWords(constants));
}

}  // namespace baker
