#version 450
#extension GL_KHR_shader_subgroup_ballot : require
// The lanes that are active, asked for where all of them are and where a part is.
layout(local_size_x = 64) in;
layout(binding = 0) buffer Counts { uint all, odd; } counts;
void main() {
    const uvec4 all = subgroupBallot(true);
    if (subgroupElect()) atomicAdd(counts.all, subgroupBallotBitCount(all));
    if ((gl_SubgroupInvocationID & 1u) == 1u) {
        const uvec4 odd = subgroupBallot(true);
        if (subgroupElect()) atomicAdd(counts.odd, subgroupBallotBitCount(odd));
    }
}
