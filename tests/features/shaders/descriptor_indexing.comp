#version 460
#extension GL_EXT_nonuniform_qualifier : require
layout(local_size_x = 16) in;
layout(binding = 0) buffer Result { uint result[]; };
layout(binding = 1) uniform Uniform { uvec4 value; } uniforms[8];
layout(binding = 2) uniform usamplerBuffer texels[8];
layout(binding = 3) buffer Storage { uint value[]; } storages[];
layout(push_constant) uniform Push { uint first; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    const uint which = first + 2 * i;
    uint sum = storages[nonuniformEXT(which)].value[i & 3] + 100 * storages[first].value.length();
    sum += 1000 * uniforms[nonuniformEXT(i & 7)].value.x;
    sum += 1000000 * texelFetch(texels[nonuniformEXT(7 - (i & 7))], int(i & 1)).x;
    atomicAdd(storages[nonuniformEXT(which)].value[4], i);
    result[i] = sum;
}
