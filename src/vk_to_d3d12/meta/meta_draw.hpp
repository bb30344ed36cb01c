// The draws of blits, resolves and clears: a fragment shader for each texel of a part of a slice.
#pragma once

#include <span>

#include "command/recorder.hpp"
#include "meta_pipelines.hpp"
#include "resource/view_desc.hpp"

namespace baker {

// A level of a layer, or of a slice of a 3D image.
struct ImageSlice {
    const Image* image = nullptr;
    uint32_t level = 0;
    uint32_t slice = 0;
};

// What is drawn to, in state RenderTarget or DepthWrite; `format`: that the view has, of the
// image's family.
struct MetaTarget {
    ImageSlice slice;
    const FormatInfo* format = nullptr;
    D3D12_RECT area{};  // texels
};

// What is read, in state ShaderRead: one level, all layers. Null: nothing.
struct MetaSource {
    const Image* image = nullptr;
    const FormatInfo* format = nullptr;
    VkImageAspectFlags aspect = VK_IMAGE_ASPECT_COLOR_BIT;
    uint32_t level = 0;
};

// `constants`: the shader's push constants, at most kMetaConstants words. The list's graphics state
// is lost, render targets included (those of active rendering are set again). On failure the
// recorder fails.
void drawColor(Recorder& recorder, MetaShader shader, const MetaTarget& target,
               const MetaSource& source, std::span<const uint32_t> constants);
void drawDepth(Recorder& recorder, MetaShader shader, const MetaTarget& target,
               const MetaSource& source, std::span<const uint32_t> constants);
// Eight draws, each of one bit: `bit` is the word of the constants that says which.
void drawStencil(Recorder& recorder, MetaShader shader, const MetaTarget& target,
                 const MetaSource& source, std::span<const uint32_t> constants, size_t bit);

// One draw of one value.
void fillStencil(Recorder& recorder, const MetaTarget& target, uint8_t value);

template <typename Constants>
std::span<const uint32_t> constantWords(const Constants& constants) {
    static_assert(sizeof(Constants) % 4 == 0 && sizeof(Constants) <= 4 * kMetaConstants);
    return {reinterpret_cast<const uint32_t*>(&constants), sizeof(Constants) / 4};
}

}  // namespace baker
