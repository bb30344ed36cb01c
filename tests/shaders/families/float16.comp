#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#extension GL_EXT_shader_explicit_arithmetic_types_int16 : require
#include "family.glsl"
// NaNs need not keep their bits.
uint bits(float16_t h) { return isnan(h) ? 0x7e00u : packFloat2x16(f16vec2(h, 0.0hf)); }
void main() {
    const float16_t h = unpackFloat2x16(a).x, g = unpackFloat2x16(b).x;
    float16_t kept[4] = {h, -h, g, abs(g)};
    put(bits(h)); put(float(h)); put(bits(kept[b & 3])); put(bits(-h)); put(bits(abs(g)));
    put(bits(h + g)); put(bits(h - g)); put(bits(h * g)); put(bits(h + g * h));
    put(bits(floor(h))); put(bits(ceil(h))); put(bits(trunc(h))); put(bits(roundEven(h))); put(bits(fract(h)));
    put(int(sign(h))); put(bits(step(h, g))); put(bits(mix(h, g, true))); put(bits(isnan(h) || isnan(g) || h == g ? h : min(h, g)));
    put(h < g); put(h <= g); put(h == g); put(h != g); put(isinf(h)); put(isnan(g));
    put(bits(float16_t(uintBitsToFloat(0x38000000u + a * b)))); put(bits(float16_t(int(a - b)))); put(bits(float16_t(a + b)));
    put(abs(h) < 30000.0hf ? int(h) : 0); put(h >= 0.0hf && h < 60000.0hf ? uint(uint16_t(h)) : 0u);
    put(int(float16BitsToInt16(h))); put(bits(uint16BitsToFloat16(uint16_t(b)))); put(int(float16BitsToUint16(g)));
    const f16mat2 m = f16mat2(h, g, 1.0hf, 2.0hf);
    put(bits((m * f16vec2(1.0hf, 0.0hf)).y)); put(bits(determinant(f16mat2(g, 0.0hf, 0.0hf, 1.0hf))));
    put(bits(ldexp(h, int(b & 7)))); put(packHalf2x16(vec2(isnan(h) ? 0.0 : float(h), 1.0)));
}
