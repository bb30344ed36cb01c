#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    double third = double(source[i] + 1000u) / 3.0lf;
    result[i] = uint((third - floor(third)) * 4.0e9lf);  // a float would be wrong by tens of thousands
}
