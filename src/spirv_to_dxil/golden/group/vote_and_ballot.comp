#version 450
#extension GL_KHR_shader_subgroup_vote : require
#extension GL_KHR_shader_subgroup_ballot : require
layout(local_size_x = 32) in;
layout(binding = 0) buffer B { uint u[]; };
void main() {
    uint x = u[gl_LocalInvocationIndex], r = 0;
    bool c = x > 3;
    r += uint(subgroupElect()) + uint(subgroupAll(c)) + uint(subgroupAny(c));
    r += uint(subgroupAllEqual(x)) + uint(subgroupAllEqual(c));
    uvec4 b = subgroupBallot(c);
    r += uint(subgroupInverseBallot(b)) + uint(subgroupBallotBitExtract(b, x));
    r += subgroupBallotBitCount(b) + subgroupBallotInclusiveBitCount(b);
    r += subgroupBallotFindLSB(b) + subgroupBallotFindMSB(b);
    u[gl_LocalInvocationIndex] = r + subgroupBroadcast(x, 3) + subgroupBroadcastFirst(x);
}
