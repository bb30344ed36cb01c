#version 450
#extension GL_KHR_shader_subgroup_quad : require
// The value of one lane of each quad; which one is known at run time alone.
layout(local_size_x = 64) in;
layout(binding = 0) buffer Lanes { uint lane; uint values[]; } lanes;
void main() {
    const uint i = gl_LocalInvocationIndex;
    lanes.values[i] = subgroupQuadBroadcast(i, lanes.lane);
}
