// vkCmdResolveImage of colours: the average of the samples, of integers sample 0.
// IMAGE: texture2DMSArray and the like; VEC4: its texel; AVERAGE: floats.
#version 450
#extension GL_EXT_samplerless_texture_functions : require

layout(set = 0, binding = 0) uniform IMAGE image;
layout(location = 0) out VEC4 color;
layout(push_constant) uniform Resolve {
    ivec2 offset;  // from target to source, in texels
    int layer;
    int samples;
};

void main() {
    const ivec3 texel = ivec3(ivec2(gl_FragCoord.xy) + offset, layer);
    color = texelFetch(image, texel, 0);
#ifdef AVERAGE
    for (int i = 1; i < samples; ++i) color += texelFetch(image, texel, i);
    color /= float(samples);
#endif
}
