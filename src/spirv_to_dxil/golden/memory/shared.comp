#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(local_size_x = 32) in;
layout(binding = 0) buffer Data { float result[]; };
shared vec2 tile[32];
shared float16_t halves[32];
void main() {
    uint i = gl_LocalInvocationIndex;
    tile[i] = vec2(result[i], float(i));
    halves[i] = float16_t(result[i]);
    barrier();
    result[i] = tile[31 - i].x + tile[i ^ 1].y + float(halves[31 - i]);
}
