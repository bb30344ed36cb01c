#version 450
layout(binding = 0) buffer B { double d[32]; uvec2 words; };
void main() {
    double x = d[0], y = d[1];
    d[2] = roundEven(x);
    d[3] = fract(x) + ceil(y) + sign(x);
    d[4] = sqrt(x);
    d[5] = inversesqrt(y);
    double whole;
    d[6] = modf(x, whole) + whole;
    int exponent;
    d[7] = frexp(x, exponent);
    d[8] = ldexp(y, exponent);
    d[9] = packDouble2x32(words);
    words = unpackDouble2x32(y);
}
