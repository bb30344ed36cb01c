// The sum over an array of uniform buffers and an array of storage buffers, at a binding that is
// not the first.
#version 450
layout(local_size_x = 1) in;
layout(set = 2, binding = 5, std140) uniform Uniforms { uvec4 value; } uniforms[3];
layout(set = 2, binding = 7) buffer Storage { uint value; } storage[2];
layout(set = 0, binding = 0) buffer Target { uint target; };
void main() {
    target = uniforms[0].value.x + uniforms[1].value.x + uniforms[2].value.x + storage[0].value +
             storage[1].value;
}
