// One subgroup operation, in the invocations whose value does not have bit 3 set.
#version 450
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_KHR_shader_subgroup_vote : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_clustered : require
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_KHR_shader_subgroup_shuffle_relative : require
#extension GL_KHR_shader_subgroup_quad : require
layout(local_size_x = 64) in;
layout(constant_id = 0) const int kFunction = 0;
layout(constant_id = 1) const int kMode = 0;  // reduce, inclusive, exclusive, clusters of 4
layout(binding = 0) buffer Values { uint value[]; };
layout(binding = 1) buffer Results { uint result[]; };
layout(binding = 2) buffer Places { uvec4 place[]; };  // subgroup, lane, size

#define SCAN(name, v)                                 \
    do {                                              \
        if (kMode == 0) r = uint(subgroup##name(v));  \
        if (kMode == 1) r = uint(subgroupInclusive##name(v)); \
        if (kMode == 2) r = uint(subgroupExclusive##name(v)); \
        if (kMode == 3) r = uint(subgroupClustered##name(v, 4)); \
    } while (false)

uint call(uint x) {
    uint r = 0;
    const int i = int(x) - 100;
    const bool c = (x & 1) != 0;
    const uint lane = gl_SubgroupInvocationID;
    switch (kFunction) {
        case 0: SCAN(Add, x); break;
        case 1: SCAN(Mul, x | 1); break;
        case 2: SCAN(Min, x); break;
        case 3: SCAN(Max, x); break;
        case 4: SCAN(Min, i); break;
        case 5: SCAN(Max, i); break;
        case 6: SCAN(And, x); break;
        case 7: SCAN(Or, x); break;
        case 8: SCAN(Xor, x); break;
        case 9: SCAN(And, c); break;
        case 10: SCAN(Or, c); break;
        case 11: SCAN(Xor, c); break;
        case 12: SCAN(Add, float(x)); break;
        case 13: SCAN(Max, float(x)); break;
        case 20: r = subgroupBallot(c)[lane / 32]; break;
        case 21: r = subgroupBallotBitCount(subgroupBallot(c)); break;
        case 22: r = subgroupBallotInclusiveBitCount(subgroupBallot(c)); break;
        case 23: r = subgroupBallotExclusiveBitCount(uvec4(~0u)); break;
        case 24: r = subgroupBallotFindMSB(uvec4(~0u)); break;
        case 25: r = uint(subgroupElect()); break;
        case 26: r = uint(subgroupAll(c)) | uint(subgroupAny(c)) << 1; break;
        case 27: r = uint(subgroupAllEqual(x)) | uint(subgroupAllEqual(7)) << 1; break;
        case 28: r = subgroupBroadcastFirst(x); break;
        case 29: r = uint(subgroupInverseBallot(uvec4(0x55555555))); break;
    }
    return r;
}

void main() {
    const uint n = gl_GlobalInvocationID.x;
    const uint x = value[n];
    place[n] = uvec4(gl_SubgroupID, gl_SubgroupInvocationID, gl_SubgroupSize, 0);
    if ((x & 8) == 0) result[n] = call(x);
    // With all lanes active.
    if (kFunction == 40) result[n] = subgroupShuffle(x, gl_SubgroupInvocationID ^ 3);
    if (kFunction == 41) result[n] = subgroupShuffleXor(x, 2);
    if (kFunction == 42) result[n] = subgroupShuffleUp(x, 1);
    if (kFunction == 43) result[n] = subgroupShuffleDown(x, 2);
    if (kFunction == 44) result[n] = subgroupBroadcast(x, 1);
    if (kFunction == 45) result[n] = subgroupQuadBroadcast(x, gl_SubgroupInvocationID >> 2 & 3);
    if (kFunction == 46) {
        uint sum = subgroupAdd(x);
        if ((x & 8) == 0) sum = subgroupAdd(x);
        result[n] = sum;
    }
}
