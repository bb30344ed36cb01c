#version 450
#extension GL_ARB_gpu_shader_int64 : require
#extension GL_ARB_shader_ballot : require
#extension GL_ARB_shader_group_vote : require
// What VK_EXT_shader_subgroup_ballot and VK_EXT_shader_subgroup_vote have.
layout(local_size_x = 16) in;
layout(binding = 0) buffer In { uint values[]; };
layout(binding = 1) buffer Out { uint results[]; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    const uint value = values[i];
    const uint64_t mask = ballotARB((value & 1) != 0);
    results[4 * i] = bitCount(unpackUint2x32(mask).x) + bitCount(unpackUint2x32(mask).y);
    results[4 * i + 1] = readInvocationARB(value, 1) + 100 * readFirstInvocationARB(value);
    results[4 * i + 2] = uint(anyInvocationARB(value == 3)) | uint(allInvocationsARB(value < 100)) << 1 |
                         uint(allInvocationsEqualARB(value < 100)) << 2;
    results[4 * i + 3] = gl_SubGroupSizeARB << 8 | gl_SubGroupInvocationARB;
}
