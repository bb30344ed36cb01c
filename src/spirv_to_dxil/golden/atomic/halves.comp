#version 460
#extension GL_EXT_shader_atomic_float2 : require
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_shader_16bit_storage : require
// Halves: within the word that they lie in.
layout(local_size_x = 64) in;
layout(binding = 0) buffer Numbers { float16_t h[]; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    const float16_t old = atomicAdd(h[i & 3], float16_t(1));
    atomicMax(h[4], old);
}
