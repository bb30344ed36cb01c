#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
uint early(uint x) {
    for (uint i = 0; i < 20; ++i) {
        if (x == i) return 1000 + i;
        if ((x & 1) == 0) { x >>= 1; continue; }
        x = x * 3 + 1;
        if (x > 100000) break;
    }
    return x;
}
void main() {
    put(early(a)); put(early(b & 255));
    uint sum = 0;
    switch (a & 7) {
        case 0: sum += 1;
        case 1: sum += 10; break;
        case 2: for (uint i = 0; i < (b & 15); ++i) { if (i == 5) continue; sum += i; } break;
        case 5: case 6: do { sum += 3; } while (sum < (b & 31)); break;
        default: sum = 99;
    }
    put(sum);
    uint x = a, steps = 0;
    while (x != 0 && steps < 40) { x &= x - 1; ++steps; if (steps == (b & 63)) break; }
    put(steps);
    put(a > b ? (a > 10 ? 1 : 2) : (b > 10 ? 3 : 4));
    bool ok = a > 5 && b < 100 || a == b;
    put(ok);
}
