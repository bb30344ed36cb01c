#version 450
layout(binding = 0) buffer B { float f[16]; int i[16]; uint u[16]; };
void main() {
    float whole;
    f[1] = modf(f[0], whole);
    f[2] = whole;
    int exponent;
    f[3] = frexp(f[0], exponent);
    i[0] = exponent;
    f[4] = ldexp(f[0], i[1]);
    u[0] = packSnorm4x8(vec4(f[5])) + packUnorm4x8(vec4(f[6])) + packSnorm2x16(vec2(f[7])) +
           packUnorm2x16(vec2(f[8])) + packHalf2x16(vec2(f[9]));
    f[10] = unpackSnorm4x8(u[1]).y + unpackUnorm4x8(u[1]).z + unpackSnorm2x16(u[1]).y +
            unpackUnorm2x16(u[1]).x + unpackHalf2x16(u[1]).y;
}
