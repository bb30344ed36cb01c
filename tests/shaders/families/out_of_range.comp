#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
// With robustBufferAccess what lies beyond a buffer reads as zero here and natively, and is not written.
void main() {
    const uint beyond = 0x100000u + (a & 0xffffu);
    put(values[beyond]);
    outputs[0x100000u + (b & 0xffffu)] = a;
    put(outputs.length() > 0 ? 1u : 0u); put(values.length());
}
