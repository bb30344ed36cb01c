#version 450
#extension GL_KHR_shader_subgroup_basic : require
layout(local_size_x = 4, local_size_y = 2) in;
layout(binding = 0) buffer Data { uvec3 result[]; };
void main() {
    result[0] = gl_GlobalInvocationID;
    result[1] = gl_LocalInvocationID;
    result[2] = gl_WorkGroupID;
    result[3] = gl_NumWorkGroups;
    result[4] = gl_WorkGroupSize;
    result[5] = uvec3(gl_LocalInvocationIndex, gl_SubgroupID, gl_NumSubgroups);
    result[6] = uvec3(gl_SubgroupSize, gl_SubgroupInvocationID, gl_WorkGroupID[result[0].x % 3]);
}
