#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
struct Inner { uvec3 v; float f; };
struct Outer { Inner parts[3]; mat2x3 m; };
void main() {
    Outer o;
    for (uint i = 0; i < 3; ++i) o.parts[i] = Inner(uvec3(a, b, i), float(i));
    o.parts[a % 3].v[b % 3] = 77;
    o.m = mat2x3(1, 2, 3, 4, 5, 6);
    o.m[a % 2][b % 3] = 9;
    const Outer copy = o;
    put(copy.parts[0].v.x ^ copy.parts[1].v.y ^ copy.parts[2].v.z);
    put(copy.parts[b % 3].v[a % 3]); put(copy.parts[a % 3].f); put(copy.m[b % 2][a % 3]);
    const uvec4 v = uvec4(a, b, a, b);
    put(v.wzyx.x); put(v[a % 4]); put((v.xy + v.zw).y);
    put(transpose(o.m)[1][a % 2]);
}
