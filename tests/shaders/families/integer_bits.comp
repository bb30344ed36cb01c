#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void main() {
    const int x = int(a), y = int(b);
    put(a & b); put(a | b); put(a ^ b); put(~a);
    put(a << (b & 31)); put(a >> (b & 31)); put(x >> (b & 31));
    put(bitCount(a)); put(bitfieldReverse(a)); put(findLSB(a)); put(findMSB(a)); put(findMSB(x));
    const int offset = int(b & 15), bits = int(b >> 4 & 15);
    put(bitfieldExtract(a, offset, bits)); put(bitfieldExtract(x, offset, bits));
    put(bitfieldInsert(a, ~b, offset, bits));
    put(bitfieldExtract(a, 0, 32)); put(bitfieldExtract(x, 0, 0)); put(bitfieldInsert(a, b, 0, 32));
}
