#version 460
#extension GL_EXT_nonuniform_qualifier : require
#extension GL_EXT_samplerless_texture_functions : require
layout(local_size_x = 16) in;
layout(set = 0, binding = 0) buffer Result { uint result[16]; };
layout(set = 0, binding = 1) buffer Values { uint value; } values[4];
layout(set = 0, binding = 2) uniform utexture2D images[];
void main() {
    const uint i = gl_LocalInvocationIndex;
    // Only even images are bound.
    result[i] = texelFetch(images[nonuniformEXT(2 * i)], ivec2(0), 0).r +
                1000 * values[nonuniformEXT(i % 4)].value;
}
