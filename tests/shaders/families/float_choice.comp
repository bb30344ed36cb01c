#version 450
#extension GL_GOOGLE_include_directive : require
#include "family.glsl"
void main() {
    const float f = uintBitsToFloat(a), g = uintBitsToFloat(b);
    // Which of two is chosen when one is no number, or both are zero, is for the device to say.
    const bool numbers = !isnan(f) && !isnan(g) && !(f == 0.0 && g == 0.0);
    put(numbers ? min(f, g) : 0.0); put(numbers ? max(f, g) : 0.0);
    put(numbers && f <= g ? clamp(0.5, f, g) : 0.0);
}
