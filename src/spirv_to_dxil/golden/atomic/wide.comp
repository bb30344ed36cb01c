// shader-model 6.6
#version 460
#extension GL_EXT_shader_atomic_int64 : require
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(local_size_x = 64) in;
layout(binding = 0) buffer Numbers { uint64_t u; int64_t i; uint64_t result[]; };
shared uint64_t total;
void main() {
    if (gl_LocalInvocationIndex == 0) total = 0ul;
    barrier();
    atomicAdd(total, 1ul << gl_LocalInvocationIndex);
    atomicMax(u, uint64_t(gl_LocalInvocationIndex) << 40);
    atomicMin(i, -int64_t(gl_LocalInvocationIndex));
    atomicCompSwap(u, 5ul, 6ul);
    const uint64_t old = atomicExchange(u, 7ul);
    barrier();
    result[gl_LocalInvocationIndex] = total + old;
}
