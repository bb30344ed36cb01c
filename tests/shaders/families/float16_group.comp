#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#extension GL_EXT_shader_subgroup_extended_types_float16 : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_KHR_shader_subgroup_clustered : require
#extension GL_KHR_shader_subgroup_quad : require
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_KHR_shader_subgroup_vote : require
#include "family.glsl"
uint bits(float16_t h) { return packFloat2x16(f16vec2(h, 0.0hf)); }
void main() {
    const float16_t h = float16_t(int(a & 15) - 7), g = h * 0.5hf;
    put(bits(subgroupAdd(h))); put(bits(subgroupInclusiveAdd(h))); put(bits(subgroupExclusiveAdd(g)));
    put(bits(subgroupMin(h))); put(bits(subgroupMax(g))); put(bits(subgroupInclusiveMax(h)));
    put(bits(subgroupMul(h > 0.0hf ? 2.0hf : 1.0hf))); put(bits(subgroupClusteredAdd(h, 4)));
    put(bits(subgroupBroadcastFirst(h))); put(bits(subgroupShuffleXor(g, 1)));
    put(bits(subgroupQuadSwapHorizontal(h))); put(bits(subgroupQuadBroadcast(g, 2)));
    put(subgroupAllEqual(h)); put(subgroupAllEqual(h - h));
    // Lanes beyond the subgroup's: any value, but the rest stays as it is.
    float16_t lanes[32];
    lanes[0] = subgroupBroadcast(h, 0); lanes[1] = subgroupBroadcast(h, 1);
    lanes[2] = subgroupBroadcast(h, 2); lanes[3] = subgroupBroadcast(h, 3);
    lanes[8] = subgroupBroadcast(h, 8); lanes[31] = subgroupBroadcast(h, 31);
    put(bits(lanes[b & 3]));
}
