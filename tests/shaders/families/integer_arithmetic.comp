#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void main() {
    const int x = int(a), y = int(b);
    put(a + b); put(a - b); put(a * b); put(-x);
    if (b != 0) { put(a / b); put(a % b); } else { put(0u); put(0u); }
    const bool defined = y != 0 && !(x == int(0x80000000) && y == -1);
    if (defined) { put(x / y); } else { put(0u); }
    if (defined && x >= 0 && y > 0) { put(x % y); } else { put(0u); }
    put(abs(x)); put(sign(x)); put(min(x, y)); put(max(x, y)); put(min(a, b)); put(max(a, b));
    uint high, low, carry; int signedHigh, signedLow;
    umulExtended(a, b, high, low); put(high); put(low);
    imulExtended(x, y, signedHigh, signedLow); put(signedHigh); put(signedLow);
    put(uaddCarry(a, b, carry)); put(carry);
    put(usubBorrow(a, b, carry)); put(carry);
}
