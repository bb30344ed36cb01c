#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(local_size_x = 16) in;
layout(binding = 0) buffer Data { float result[]; };
shared f16vec4 halves[16];
shared u8vec4 bytes[16];
void main() {
    uint i = gl_LocalInvocationIndex;
    halves[i] = f16vec4(result[i], i, 1, 2);
    bytes[i] = u8vec4(i);
    barrier();
    halves[15 - i][i & 1u] = float16_t(i);
    bytes[15 - i].y = uint8_t(7);
    barrier();
    result[i] = float(halves[i ^ 1].x + halves[i].y) + float(bytes[i].x) + float(bytes[i ^ 1][i & 3u]);
}
