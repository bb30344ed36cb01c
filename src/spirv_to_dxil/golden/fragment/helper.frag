#version 450
#extension GL_EXT_demote_to_helper_invocation : require
layout(location = 0) in float level;
layout(location = 0) out float result;
void main() {
    float sum = gl_HelperInvocation ? 0.0 : 1.0;
    if (level < 0.5) demote;
    if (!helperInvocationEXT()) sum += dFdx(level);
    result = sum;
}
