#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void put(double value) { const uvec2 words = unpackDouble2x32(value); put(words.x); put(words.y); }
void main() {
    const double x = packDouble2x32(uvec2(b, a)), y = packDouble2x32(uvec2(a, b));
    const bool numbers = !isnan(x) && !isnan(y);
    put(numbers ? x + y : 0.0lf); put(numbers ? x * y : 0.0lf); put(numbers ? x - y : 0.0lf); put(-x); put(abs(x));
    put(x < y); put(x == y); put(x != y); put(isnan(x)); put(isinf(x));
    put(numbers ? floor(x) : 0.0lf); put(numbers ? trunc(x) : 0.0lf); put(numbers ? sign(x) : 0.0lf);
    put(double(a)); put(double(int(a))); put(abs(x) < 2e9lf ? int(x) : 0);
    put(double(uintBitsToFloat(a & 0x7f7fffffu)));
}
