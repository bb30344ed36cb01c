#version 460
#extension GL_EXT_shader_atomic_float : require
#extension GL_EXT_shader_atomic_float2 : require
// Sums and extremes of 16 invocations, in a buffer and in workgroup memory.
layout(local_size_x = 16) in;
layout(binding = 0) buffer Source { float source[]; };
layout(binding = 1) buffer Result { float result[16]; };
shared float sum, least;
void main() {
    const uint i = gl_LocalInvocationIndex;
    result[i] = 0;
    if (i == 0) { sum = 0; least = 100; }
    memoryBarrierBuffer();
    barrier();
    atomicAdd(result[0], source[i]);
    atomicMax(result[1], source[i]);
    atomicMin(result[2], -source[i]);
    atomicAdd(sum, 2 * source[i]);
    atomicMin(least, source[i] - 3);
    const float old = atomicExchange(result[3], source[i]);
    barrier();
    if (i == 0) { result[4] = sum; result[5] = least; }
}
