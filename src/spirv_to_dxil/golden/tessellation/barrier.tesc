#version 450
// What is per patch depends on finished control points of all invocations, picked at run time.
layout(vertices = 4) out;
layout(location = 0) out float height[];
layout(location = 1) patch out float highest;
layout(binding = 0) buffer Log {
    uint visits;
    float heights[];
};
void main() {
    height[gl_InvocationID] = gl_in[gl_InvocationID].gl_Position.y * 2.0;
    gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
    atomicAdd(visits, 1u);
    barrier();
    highest = height[0];
    for (int i = 1; i < 4; ++i) highest = max(highest, height[i]);
    heights[gl_PrimitiveID * 4 + gl_InvocationID] = height[3 - gl_InvocationID];
    barrier();
    gl_TessLevelOuter[gl_InvocationID] = highest;
    gl_TessLevelInner[gl_InvocationID & 1] = highest;
}
