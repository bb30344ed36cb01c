#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#include "family.glsl"
void put(uint64_t value) { put(uint(value)); put(uint(value >> 32)); }
void put(double value) { const uvec2 words = unpackDouble2x32(value); put(words.x); put(words.y); }
void main() {
    const double x = packDouble2x32(uvec2(b, a));
    const float f = uintBitsToFloat(a);
    const uint64_t u = uint64_t(a) << 32 | b;
    const bool fits = abs(x) < 9e18lf;
    put(fits ? uint64_t(int64_t(x)) : 0ul); put(fits && x >= 0.0lf ? uint64_t(x) : 0ul);
    put(abs(f) < 9e18 ? uint64_t(int64_t(f)) : 0ul); put(f >= 0.0 && f < 1.8e19 ? uint64_t(f) : 0ul);
    put(abs(x) < 2147483648.0lf ? int(x) : 0); put(x >= 0.0lf && x < 4294967296.0lf ? uint(x) : 0u);
    put(double(u)); put(double(int64_t(u))); put(float(u)); put(float(int64_t(u)));
    put(abs(x) < 3e38lf ? float(x) : 0.0);
}
