#version 450
layout(binding = 0) buffer B { vec2 f[32]; ivec2 i[16]; uvec2 u[16]; };
void main() {
    vec2 x = f[0], y = f[1], z = f[2];
    f[3] = round(x) + roundEven(y) + trunc(z);
    f[4] = abs(x) + sign(y) + floor(z) + ceil(x) + fract(y);
    f[5] = min(x, y) + max(y, z) + clamp(x, y, z);
    f[6] = mix(x, y, z) + step(x, y) + smoothstep(x, y, z) + fma(x, y, z);
    ivec2 a = i[0], b = i[1], c = i[2];
    i[3] = abs(a) + sign(b) + min(a, b) + max(b, c) + clamp(a, b, c);
    i[4] = findLSB(a) + findMSB(b);
    uvec2 p = u[0], q = u[1], r = u[2];
    u[3] = min(p, q) + max(q, r) + clamp(p, q, r);
    i[5] = findLSB(p) + findMSB(q);
}
