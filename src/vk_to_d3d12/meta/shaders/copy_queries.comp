// vkCmdCopyQueryPoolResults: an invocation writes the result of a query, if there is one.
#version 450
layout(local_size_x = 64) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Copy {
    uint targetWord, targetStride;  // 32-bit words
    uint sourceWord, sourceStride;
    uint queries;
    uint mask;          // which 64-bit words of a query are values
    uint wide;          // 64-bit results
    uint availability;  // after the values
    uint partial;       // unavailable values too
};

uint writeValue(uint to, uint from) {
    target[to] = source[from];
    if (wide != 0) target[to + 1] = source[from + 1];
    return to + 1 + wide;
}

void main() {
    const uint query = gl_GlobalInvocationID.x;
    if (query >= queries) return;
    const uint from = sourceWord + query * sourceStride;
    const uint available = from + sourceStride - 2;  // the last 64 bits
    const bool written = partial != 0 || source[available] != 0;
    uint to = targetWord + query * targetStride;
    for (uint i = 0; i < 32; ++i) {
        if ((mask >> i & 1) == 0) continue;
        if (written)
            to = writeValue(to, from + 2 * i);
        else
            to += 1 + wide;
    }
    if (availability != 0) writeValue(to, available);
}
