#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void main() {
    const int x = int(a), y = int(b);
    const float f = uintBitsToFloat(a), g = uintBitsToFloat(b);
    put(a < b); put(a <= b); put(a > b); put(a >= b); put(a == b); put(a != b);
    put(x < y); put(x <= y); put(x > y); put(x >= y);
    put(f < g); put(f <= g); put(f > g); put(f >= g); put(f == g); put(f != g);
    put(!(f < g)); put(!(f >= g)); put(isnan(f)); put(isinf(g)); put(any(lessThan(vec2(f, g), vec2(g, f))));
}
