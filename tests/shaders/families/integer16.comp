#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_int16 : require
#include "family.glsl"
void main() {
    const int16_t x = int16_t(a), y = int16_t(b);
    const uint16_t u = uint16_t(a), v = uint16_t(b);
    put(uint(u + v)); put(uint(u * v)); put(int(x - y)); put(int(-x)); put(uint(~u));
    put(v != 0us ? uint(u / v) : 0u); put(v != 0us ? uint(u % v) : 0u);
    put(y != 0s && !(x == -32768s && y == -1s) ? int(x / y) : 0);
    put(uint(u << (b & 15))); put(uint(u >> (b & 15))); put(int(x >> (b & 15)));
    put(x < y); put(u < v); put(u == v); put(int(min(x, y))); put(uint(max(u, v))); put(int(abs(x)));
    put(int(int16_t(clamp(uintBitsToFloat(a & 0x46fffe00u), -3e4, 3e4)))); put(float(x)); put(float(u));
}
