// target[i] = block.values[i]
#version 450
layout(local_size_x = 16) in;
layout(set = 0, binding = 0, std140) uniform Block { uvec4 values[16]; };
layout(set = 0, binding = 1) buffer Target { uvec4 target[]; };
void main() {
    uint i = gl_LocalInvocationID.x;
    target[i] = values[i];
}
