#version 460
#extension GL_EXT_shared_memory_block : require
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_scalar_block_layout : require
// Blocks of workgroup memory that lie over each other.
layout(local_size_x = 64) in;
shared First { uint words[64]; };
shared Second { uint16_t halves[128]; };
layout(scalar) shared Third { vec3 v; mat2x3 m; double d; };
layout(binding = 0) buffer Result { uint result[]; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    words[i] = i * 65537;
    barrier();
    const uint h = halves[i ^ 1];
    barrier();
    if (i == 0) { v = vec3(1); m[1] = vec3(h); d = 2.0; atomicAdd(words[40], 2); halves[5] = uint16_t(9); }
    barrier();
    result[i] = h + words[i] + uint(m[1][i % 3]);
}
