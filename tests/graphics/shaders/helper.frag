#version 450
// Blue everywhere; green, too, beside invocations that are helpers.
layout(location = 0) out vec4 color;
void main() {
    const float helper = gl_HelperInvocation ? 1.0 : 0.0;
    color = vec4(helper, abs(dFdxFine(helper)) + abs(dFdyFine(helper)), 1, 1);
}
