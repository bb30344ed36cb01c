// Indirect draws of triangle fans and strips as indexed draws of their triangles.
#version 450
layout(local_size_x = 64) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Draws { uint drawCount, strideWords, maxVertices, step; };

void main() {
    const uint draw = gl_WorkGroupID.x * 64 + gl_LocalInvocationIndex;
    if (draw >= drawCount) return;
    const uint from = draw * strideWords;
    const uint to = draw * 5;
    target[to] = 3 * (clamp(min(source[from], maxVertices) / step, 2, maxVertices) - 2);
    target[to + 1] = source[from + 1];
    target[to + 2] = 0;
    target[to + 3] = source[from + 2];
    target[to + 4] = source[from + 3];
}
