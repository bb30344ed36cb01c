#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void main() {
    const float f = uintBitsToFloat(a), g = uintBitsToFloat(b);
    put(f + g); put(f - g); put(f * g); put(-f); put(abs(f));
    put(sign(f)); put(floor(f)); put(ceil(f)); put(trunc(f)); put(roundEven(f)); put(fract(f));
    put(step(f, g)); put(f == f ? f : 0.0); put(mix(f, g, true)); put(dot(vec2(f, g), vec2(1, 0)));
}
