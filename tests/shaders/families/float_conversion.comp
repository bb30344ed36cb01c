#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void main() {
    const float f = uintBitsToFloat(a);
    put(float(a)); put(float(int(a)));
    put(abs(f) < 2147483000.0 ? int(f) : 0); put(f >= 0.0 && f < 4294967000.0 ? uint(f) : 0u);
    put(f != 0.0 ? 1u : 0u); put(a);
    const vec2 halves = unpackHalf2x16(a);
    put(halves.x); put(halves.y);
    put(abs(f) < 65504.0 || isinf(f) ? packHalf2x16(vec2(f, 1.0)) : 0u);
    put(unpackUnorm4x8(a).x); put(unpackSnorm4x8(a).w); put(unpackUnorm2x16(a).y); put(unpackSnorm2x16(a).x);
    put(isnan(f) ? 0u : packUnorm4x8(vec4(f, 0.25, -1, 2))); put(isnan(f) ? 0u : packSnorm2x16(vec2(f, -0.5)));
    int exponent; const float significand = isnan(f) || isinf(f) ? 0.0 : frexp(f, exponent);
    put(significand); put(significand == 0.0 ? 0 : exponent);
}
