#version 450
// Buffers of dynamic offsets, read, written and measured beyond their descriptors.
layout(local_size_x = 1) in;
layout(set = 0, binding = 0) buffer Result { uint result[8]; };
layout(set = 0, binding = 1) buffer Storage { uint words[]; };
layout(set = 0, binding = 2) uniform Uniform { uvec4 rows[8]; };
void main() {
    const uint zero = result[7];
    result[0] = words.length();
    result[1] = words[3];
    result[2] = words[4 + zero];
    result[3] = rows[zero].x;
    result[4] = rows[1 + zero].y;
    result[5] = atomicAdd(words[5 + zero], 1);
    words[6 + zero] = 77;
}
