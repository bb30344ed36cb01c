#version 460
layout(local_size_x = 16) in;
layout(std140, set = 0, binding = 0) uniform First { uvec4 first[2]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
layout(std140, set = 0, binding = 2) uniform Second { uint second; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    result[i] = first[i / 8][i / 2 % 4] * 10u + second;
}
