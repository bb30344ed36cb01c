#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
#extension GL_EXT_integer_dot_product : require
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    int signedDot = dotPacked4x8EXT(int(source[i]), int(0x01ff0203));
    uint accumulated = dotPacked4x8AccSatEXT(source[i], 0x01ff0203u, 7u);
    int wide = dotEXT(ivec3(int(source[i] & 15u), -2, 3), ivec3(5, 6, -7));
    result[3 * i] = uint(signedDot);
    result[3 * i + 1] = accumulated;
    result[3 * i + 2] = uint(wide);
}
