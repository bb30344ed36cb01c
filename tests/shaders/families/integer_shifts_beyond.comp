#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
// Vulkan leaves these undefined; D3D12 takes the low five bits, and so does the host natively.
void main() {
    put(a << b); put(a >> b); put(int(a) >> b);
}
