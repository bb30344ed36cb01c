#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#include "family.glsl"
void put(uint64_t value) { put(uint(value)); put(uint(value >> 32)); }
void main() {
    const uint64_t x = uint64_t(a) << 32 | b, y = uint64_t(b) << 16 | a;
    const int64_t s = int64_t(x), t = int64_t(y);
    put(x + y); put(x - y); put(x * y); put(x & y); put(x ^ y); put(~x);
    put(x << (a & 63)); put(x >> (b & 63)); put(uint64_t(s >> (b & 63)));
    if (y != 0) { put(x / y); put(x % y); } else { put(x); put(y); }
    const bool defined = t != 0 && !(s == int64_t(0x8000000000000000ul) && t == -1);
    put(defined ? uint64_t(s / t) : 0ul);
    put(x < y); put(s < t); put(x == y); put(uint64_t(abs(s))); put(uint64_t(min(s, t))); put(max(x, y));
    put(uint64_t(int64_t(int(a)))); put(float(x >> 40)); put(uint64_t(float(a >> 8)));
}
