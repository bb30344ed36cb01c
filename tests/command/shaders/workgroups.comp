// One uvec4 for each workgroup, counted from the base: its id and the number of workgroups.
#version 450
layout(local_size_x = 1) in;
struct Workgroup { uvec4 id; uvec4 count; };
layout(set = 0, binding = 0) buffer Data { Workgroup data[]; };
layout(push_constant) uniform Constants { uvec4 base; };
void main() {
    uvec3 local = gl_WorkGroupID - base.xyz;
    uint index = local.x + 4 * (local.y + 4 * local.z);
    data[index].id = uvec4(gl_WorkGroupID, 1);
    data[index].count = uvec4(gl_NumWorkGroups, 1);
}
