// vkCmdBlitImage. IMAGE: texture2DArray and the like, of DIM dimensions besides the layer; VEC4: its
// texel; SAMPLER: what makes it filtered, for floats.
#version 450
#extension GL_EXT_samplerless_texture_functions : require

layout(set = 0, binding = 0) uniform IMAGE image;
layout(set = 0, binding = 1) uniform sampler linearSampler;
layout(location = 0) out VEC4 color;

// Source coordinate = target coordinate * scale + offset, in texels; z counts slices, or names the
// layer.
layout(push_constant) uniform Blit {
    vec2 scale, offset;
    float z;
    uint linear;
};

void main() {
    const vec2 at = gl_FragCoord.xy * scale + offset;
#if DIM == 2
    const ivec3 size = textureSize(image, 0);
    const ivec3 texel = ivec3(clamp(ivec2(floor(at)), ivec2(0), size.xy - 1), int(z));
    const vec3 normalized = vec3(at / vec2(size.xy), z);
#else
    const ivec3 size = textureSize(image, 0);
    const ivec3 texel = clamp(ivec3(floor(vec3(at, z))), ivec3(0), size - 1);
    const vec3 normalized = vec3(at, z) / vec3(size);
#endif
#ifdef SAMPLER
    if (linear != 0) {
        color = textureLod(SAMPLER(image, linearSampler), normalized, 0.0);
        return;
    }
#endif
    color = texelFetch(image, texel, 0);
}
