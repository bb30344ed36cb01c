#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
shared uint words[64];
void main() {
    const uint lane = gl_LocalInvocationID.x;
    words[lane] = a + lane;
    barrier();
    put(words[63 - lane]);
    barrier();
    atomicAdd(words[lane & 7], b & 0xff);
    barrier();
    put(words[lane & 7]);
    uint table[5] = uint[](3, 1, 4, 1, 5);
    table[a % 5] += b;
    put(table[b % 5] + table[a % 5]);
    const uint constants[4] = uint[](10, 20, 30, 40);
    put(constants[a & 3]);
}
