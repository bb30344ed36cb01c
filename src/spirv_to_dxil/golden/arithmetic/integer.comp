#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { ivec4 a; ivec4 b; uvec4 c; uvec4 d; ivec4 signedOut[4]; uvec4 unsignedOut[4]; };
void main() {
    signedOut[0] = a + b * a;
    signedOut[1] = a / b;
    signedOut[2] = a % b;
    signedOut[3] = -a ^ ~b;
    unsignedOut[0] = c / d;
    unsignedOut[1] = c % d;
    unsignedOut[2] = c << d;
    unsignedOut[3] = c >> (d & 7u);
}
