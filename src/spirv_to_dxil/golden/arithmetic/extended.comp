#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { uint a; uint b; int c; int d; uvec4 result[3]; };
void main() {
    uint carry, borrow, high, low;
    uint sum = uaddCarry(a, b, carry);
    uint difference = usubBorrow(a, b, borrow);
    result[0] = uvec4(sum, carry, difference, borrow);
    umulExtended(a, b, high, low);
    result[1].xy = uvec2(high, low);
    int signedHigh, signedLow;
    imulExtended(c, d, signedHigh, signedLow);
    result[1].zw = uvec2(signedHigh, signedLow);
    result[2] = uvec4(bitfieldExtract(c, 3, 7), bitfieldExtract(a, 3, 7), bitfieldInsert(a, b, 4, 9), bitCount(b) + bitfieldReverse(a));
}
