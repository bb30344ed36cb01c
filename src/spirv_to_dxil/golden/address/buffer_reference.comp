#version 460
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference2 : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_scalar_block_layout : require
// Addresses from push constants, memory and integers; chains, arithmetic, narrow numbers, atomics.
layout(local_size_x = 8) in;
layout(buffer_reference) buffer Node;
layout(buffer_reference, std430, buffer_reference_align = 8) buffer Node {
    uint value;
    Node next;
};
layout(buffer_reference, scalar, buffer_reference_align = 2) buffer Halves {
    uint16_t h;
};
layout(buffer_reference, scalar, buffer_reference_align = 16) buffer Wide {
    mat2x3 m;
    uint counter;
    uint64_t words[];
};
layout(push_constant) uniform Push {
    Node first;
    uvec2 halves;
    uint64_t wide;
    uint count;
};
layout(binding = 0) buffer Result { uint result[]; };
void main() {
    const uint i = gl_GlobalInvocationID.x;
    Node n = first;
    for (uint k = 0; k < i; ++k) n = n.next;
    Halves h = Halves(halves);
    Wide w = Wide(wide);
    if (i == 3) n.value = 7;
    h[i + 1].h = uint16_t(n.value);
    w.words[i] = uint64_t(n) + w.words[i + 8];
    w.m[1] += vec3(i);
    atomicAdd(w.counter, h[i].h);
    result[i] = uint(h[-1].h) + (uint64_t(n) == uint64_t(first) ? 1 : 0);
}
