#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
layout(std430, set = 0, binding = 0) readonly buffer Input { int16_t source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { int16_t result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    result[i] = (source[i] * int16_t(5)) >> 1s;  // wraps, and keeps the sign
}
