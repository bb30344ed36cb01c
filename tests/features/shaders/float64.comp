#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    double value = double(source[i]) + 0.1lf;  // 0.1 needs more bits than a float has
    result[i] = uint((value - double(source[i])) * 1.0e12lf / 100.0lf);
}
