#version 460
#extension GL_EXT_samplerless_texture_functions : require
layout(local_size_x = 1) in;
layout(set = 0, binding = 0) buffer Result { uint result[16]; };
layout(set = 0, binding = 1) uniform Uniform { uint uniformValue; };
layout(set = 0, binding = 2) buffer Storage { uint storageValue; };
layout(set = 0, binding = 3) uniform utextureBuffer uniformTexels;
layout(set = 0, binding = 4, r32ui) uniform uimageBuffer storageTexels;
layout(set = 0, binding = 5) uniform utexture2D sampled;
layout(set = 0, binding = 6, r32ui) uniform uimage2D stored;
layout(set = 0, binding = 7) uniform sampler2D combined;
void main() {
    storageValue = 7;
    imageStore(storageTexels, 0, uvec4(7));
    imageStore(stored, ivec2(0), uvec4(7));
    result[0] = uniformValue;
    result[1] = storageValue;
    result[2] = texelFetch(uniformTexels, 0).r;
    result[3] = imageLoad(storageTexels, 0).r;
    result[4] = texelFetch(sampled, ivec2(0), 0).r;
    result[5] = imageLoad(stored, ivec2(0)).r;
    result[6] = floatBitsToUint(textureLod(combined, vec2(0.5), 0).r);
}
