// target[i] = uniforms[i] + storage[i], with dynamic offsets on all three, over two sets.
#version 450
layout(local_size_x = 4) in;
layout(set = 0, binding = 0, std140) uniform Uniforms { uvec4 uniforms; };
layout(set = 0, binding = 1) buffer Storage { uint storageWords[]; };
layout(set = 1, binding = 0) buffer Target { uint target[]; };
void main() {
    uint i = gl_LocalInvocationID.x;
    target[i] = uniforms[i] + storageWords[i];
}
