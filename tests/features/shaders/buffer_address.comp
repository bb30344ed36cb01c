#version 460
#extension GL_EXT_buffer_reference2 : require
#extension GL_EXT_buffer_reference_uvec2 : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#extension GL_EXT_shader_16bit_storage : require
// A list in memory, an array behind an address, addresses made of integers, atomics.
layout(local_size_x = 16) in;
layout(buffer_reference) buffer Node;
layout(buffer_reference, std430, buffer_reference_align = 16) buffer Node {
    Node next;
    uint value;
};
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Word { uint word; };
layout(buffer_reference, scalar, buffer_reference_align = 2) buffer Half { uint16_t word; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Counter { uint count; vec3 v[]; };
struct Links { Node first; uvec2 words; uint64_t counter; };
layout(binding = 0) readonly buffer Source { Links links; };
layout(binding = 1) buffer Result { uint result[]; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    Node node = links.first;
    for (uint k = 0; k < (i & 3); ++k) node = node.next;
    Word words = Word(links.words);
    Half half_ = Half(uint64_t(words) + 4 * i + 2);
    Counter counter = Counter(links.counter);
    atomicAdd(counter.count, i);
    counter.v[i] = vec3(i, node.value, words[i].word);
    const bool isFirst = uint64_t(node) == uint64_t(links.first);
    result[i] = node.value + 100 * (words[int(i)].word & 0xffff) + 10000 * uint(half_.word) + (isFirst ? 1000000 : 0);
}
