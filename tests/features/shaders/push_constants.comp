#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
#extension GL_EXT_shader_16bit_storage : require
#extension GL_EXT_shader_8bit_storage : require
layout(push_constant) uniform Push { uint8_t a; uint8_t b; uint16_t c; uint8_t d[4]; };
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    result[i] = source[i] + uint(a) + 1000u * uint(b) + uint(c) + uint(d[i % 4]);
}
