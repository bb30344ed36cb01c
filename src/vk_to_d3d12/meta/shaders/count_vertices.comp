// The arguments of a draw whose number of vertices follows from a counter of bytes.
#version 450
layout(local_size_x = 1) in;

layout(set = 0, binding = 2) buffer Target { uint target[]; };
layout(set = 0, binding = 3) readonly buffer Source { uint source[]; };
layout(push_constant) uniform Count { uint word, offset, stride, instances, firstInstance; };

void main() {
    const uint bytes = source[word];
    target[0] = bytes > offset ? (bytes - offset) / stride : 0;
    target[1] = instances;
    target[2] = 0;
    target[3] = firstInstance;
}
