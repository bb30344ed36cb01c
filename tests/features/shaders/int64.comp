#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    uint64_t value = uint64_t(source[i]) * 0x100000001ul;
    value = (value >> 7) - uint64_t(i);
    result[2 * i] = uint(value);
    result[2 * i + 1] = uint(value >> 32);
}
