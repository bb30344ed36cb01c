#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
// Values that change places in a loop, and that are wanted once more behind it.
void main() {
    uint x = a, y = b, z = 1, w = 2;
    for (uint i = 0; i < (b & 7); ++i) {
        uint t = x; x = y; y = z; z = w; w = t;
    }
    put(x); put(y); put(z); put(w);
    uint low = a & 1023, high = b & 1023, steps = 0;
    while (high != 0 && steps < 30) { uint t = low % high; low = high; high = t; ++steps; }
    put(low); put(steps);
    uint before, last = a & 15;
    do { before = last; last += 3; } while (last < (b & 63));
    put(before); put(last);
    uint i = 0, previous = 0;
    do { previous = i; i = i * 2 + 1; } while (i < (a & 255) && previous != (b & 15));
    put(i); put(previous);
    vec4 v = vec4(a & 3, b & 3, 5, 7);
    for (uint n = 0; n < (a & 3); ++n) { v = v.wzyx; if ((b & 255) == n) break; }
    put(v.x); put(v.y); put(v.z); put(v.w);
    bool on = (a & 1) == 0, off = !on;
    for (uint n = 0; n < (b & 3); ++n) { bool t = on; on = off; off = t && on; }
    put(on); put(off);
}
