#version 450
#extension GL_ARB_fragment_shader_interlock : require
layout(pixel_interlock_ordered) in;
layout(set = 0, binding = 0, r32ui) uniform coherent uimage2D counts;
layout(set = 0, binding = 1) buffer coherent Sums { uint sums[]; };
void main() {
    const ivec2 at = ivec2(gl_FragCoord.xy);
    beginInvocationInterlockARB();
    imageStore(counts, at, imageLoad(counts, at) + 1u);
    sums[at.x] = sums[at.x] * 2u + 1u;
    endInvocationInterlockARB();
}
