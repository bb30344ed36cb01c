#version 460
#extension GL_KHR_shader_subgroup_rotate : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_expect_assume : require
layout(local_size_x = 16) in;
layout(binding = 0) buffer Source { uint source[]; };
layout(binding = 1) buffer Result { uint result[]; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    assumeEXT(source[i] < 1000);
    const uint clustered = subgroupClusteredRotate(source[i], 1, 4);
    result[i] = clustered + 100 * (subgroupRotate(gl_SubgroupInvocationID, 3) == (gl_SubgroupInvocationID + 3) % gl_SubgroupSize ? 1 : 0);
}
