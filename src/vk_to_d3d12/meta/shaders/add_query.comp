// Adds the 64-bit words of a part of a query's result to the rest of it.
#version 450
layout(local_size_x = 16) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Add { uint targetWord, sourceWord, words; };

void main() {
    if (gl_LocalInvocationIndex >= words) return;
    const uint to = targetWord + 2 * gl_LocalInvocationIndex;
    const uint from = sourceWord + 2 * gl_LocalInvocationIndex;
    const uint low = target[to] + source[from];
    target[to + 1] += source[from + 1] + (low < source[from] ? 1 : 0);
    target[to] = low;
}
