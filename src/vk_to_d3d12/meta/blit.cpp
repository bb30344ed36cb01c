#include "blit.hpp"

namespace baker {
namespace {

// The push constants of blit.frag and depth_stencil.frag.
struct ColorConstants {
    float scale[2], offset[2];
    float z;
    uint32_t linear;
};
struct DepthStencilConstants {
    float scale[2], offset[2];
    float layer;
    uint32_t samples, mode, bit;
};
constexpr size_t kBitWord = offsetof(DepthStencilConstants, bit) / 4;

MetaShader colorShader(NumberType type, bool volume) {
    if (type == NumberType::Uint) return volume ? MetaShader::Blit3DUint : MetaShader::Blit2DUint;
    if (type == NumberType::Sint) return volume ? MetaShader::Blit3DSint : MetaShader::Blit2DSint;
    return volume ? MetaShader::Blit3DFloat : MetaShader::Blit2DFloat;
}

void blitColor(Recorder& recorder, const SliceBlit& blit) {
    const ColorConstants constants{
        {blit.scale[0], blit.scale[1]}, {blit.offset[0], blit.offset[1]}, blit.z, blit.linear};
    const bool volume = blit.source.image->type() == VK_IMAGE_TYPE_3D;
    drawColor(recorder, colorShader(blit.source.format->type, volume), blit.target, blit.source,
              constantWords(constants));
}

void blitDepthStencil(Recorder& recorder, const SliceBlit& blit) {
    const DepthStencilConstants constants{.scale = {blit.scale[0], blit.scale[1]},
                                          .offset = {blit.offset[0], blit.offset[1]},
                                          .layer = blit.z,
                                          .samples = 1};
    if (blit.source.aspect == VK_IMAGE_ASPECT_STENCIL_BIT)
        drawStencil(recorder, MetaShader::ReadStencil, blit.target, blit.source,
                    constantWords(constants), kBitWord);
    else
        drawDepth(recorder, MetaShader::ReadDepth, blit.target, blit.source,
                  constantWords(constants));
}

}  // namespace

void blitSlice(Recorder& recorder, const SliceBlit& blit) {
    if (blit.source.aspect == VK_IMAGE_ASPECT_COLOR_BIT)
        blitColor(recorder, blit);
    else
        blitDepthStencil(recorder, blit);
}

}  // namespace baker
