#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_int8 : require
#include "family.glsl"
void main() {
    const int8_t x = int8_t(a), y = int8_t(b);
    const uint8_t u = uint8_t(a), v = uint8_t(b);
    put(uint(u + v)); put(uint(u * v)); put(int(x - y)); put(int(-x)); put(uint(~u));
    put(v != uint8_t(0) ? uint(u / v) : 0u); put(v != uint8_t(0) ? uint(u % v) : 0u);
    put(uint(u << (b & 7))); put(uint(u >> (b & 7))); put(int(x >> (b & 7)));
    put(x < y); put(u < v); put(int(min(x, y))); put(uint(max(u, v))); put(float(x)); put(float(u));
}
