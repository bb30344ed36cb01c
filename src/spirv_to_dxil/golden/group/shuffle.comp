#version 450
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_KHR_shader_subgroup_shuffle_relative : require
#extension GL_KHR_shader_subgroup_quad : require
#extension GL_KHR_shader_subgroup_rotate : require
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_shader_subgroup_extended_types_int64 : require
#extension GL_EXT_shader_subgroup_extended_types_int8 : require
layout(local_size_x = 32) in;
layout(binding = 0) buffer B { uint u[]; };
layout(binding = 1) buffer C { uint64_t w[]; };
void main() {
    uint n = gl_LocalInvocationIndex, x = u[n];
    u[n] = subgroupShuffle(x, n ^ 3) + subgroupShuffleXor(x, 1) + subgroupShuffleUp(x, 1) +
           subgroupShuffleDown(x, 2) + subgroupRotate(x, 3) + subgroupClusteredRotate(x, 1, 4);
    w[n] = subgroupShuffle(w[n], 1) + uint64_t(subgroupShuffle(int8_t(x), 2));
    u[n + 32] = subgroupQuadBroadcast(x, 2) + subgroupQuadSwapHorizontal(x) +
                uint(subgroupQuadSwapDiagonal(x > 3));
}
