#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_EXT_shader_subgroup_extended_types_int64 : require
#extension GL_EXT_shader_subgroup_extended_types_int16 : require
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    uint64_t sum = subgroupAdd(uint64_t(source[i]) << 33);
    int16_t least = subgroupMin(int16_t(int(source[i]) - 20));
    uint lane = source[0] % gl_SubgroupSize;  // uniform, known at run time alone
    result[4 * i] = uint(sum);
    result[4 * i + 1] = uint(sum >> 33);
    result[4 * i + 2] = uint(int(least) + 1000);
    result[4 * i + 3] = subgroupBroadcast(source[i], lane) + (gl_SubgroupSize << 16);
}
