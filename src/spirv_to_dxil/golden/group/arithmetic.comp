#version 450
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_clustered : require
layout(local_size_x = 32) in;
layout(binding = 0) buffer B { ivec2 i[]; };
layout(binding = 1) buffer C { float f[]; };
void main() {
    uint n = gl_LocalInvocationIndex;
    i[n] = subgroupAdd(i[n]) + subgroupInclusiveAdd(i[n]) + subgroupExclusiveMul(i[n]);
    i[n + 32] = subgroupInclusiveMax(i[n]);
    f[n] = subgroupClusteredMin(f[n], 4);
    bool c = f[n] > 1.0;
    f[n + 32] = float(subgroupXor(c)) + float(subgroupInclusiveAnd(c));
}
