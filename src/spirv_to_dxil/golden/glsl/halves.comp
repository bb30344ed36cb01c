#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(binding = 0) buffer B { f16vec2 h[16]; i16vec2 i[16]; };
void main() {
    f16vec2 x = h[0], y = h[1];
    h[2] = sin(x) + mix(x, y, x) + pow(x, y);
    h[3] = f16vec2(length(x), dot(x, y));
    ivec2 exponent;
    h[4] = frexp(x, exponent);
    h[5] = ldexp(y, exponent);
    i[2] = min(i[0], i[1]) + abs(i[0]) + clamp(i[0], i[1], i[3]);
}
