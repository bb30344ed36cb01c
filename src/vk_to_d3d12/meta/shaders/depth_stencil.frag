// Reads depth, or stencil of which one bit at a time is drawn (D3D12 devices need not have a
// stencil reference from the shader). IMAGE: texture2DArray and the like; STENCIL: of unsigned
// integers; SAMPLES: multisampled.
#version 450
#extension GL_EXT_samplerless_texture_functions : require

layout(set = 0, binding = 0) uniform IMAGE image;
// Source coordinate = target coordinate * scale + offset, in texels.
layout(push_constant) uniform Read {
    vec2 scale, offset;
    float layer;
    uint samples;  // of the source
    uint mode;     // 0: sample 0, 1: average, 2: minimum, 3: maximum
    uint bit;
};

#ifdef STENCIL
#define TEXEL uint
#else
#define TEXEL float
#endif

#ifdef SAMPLES
TEXEL read(ivec3 texel) {
    TEXEL result = texelFetch(image, texel, 0).x;
    if (mode == 0) return result;
    for (int i = 1; i < int(samples); ++i) {
        const TEXEL next = texelFetch(image, texel, i).x;
        result = mode == 2 ? min(result, next) : mode == 3 ? max(result, next) : result + next;
    }
    return mode == 1 ? result / TEXEL(samples) : result;
}
#else
TEXEL read(ivec3 texel) {
    const ivec2 size = textureSize(image, 0).xy;
    return texelFetch(image, ivec3(clamp(texel.xy, ivec2(0), size - 1), texel.z), 0).x;
}
#endif

void main() {
    const ivec2 at = ivec2(floor(gl_FragCoord.xy * scale + offset));
    const TEXEL value = read(ivec3(at, int(layer)));
#ifdef STENCIL
    if ((value & bit) == 0) discard;
#else
    gl_FragDepth = value;
#endif
}
