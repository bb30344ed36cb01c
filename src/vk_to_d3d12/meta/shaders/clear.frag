// Integers that ClearRenderTargetView's floats cannot hold, and clears that conditional rendering
// decides. VEC4: vec4, uvec4 or ivec4.
#version 450
layout(location = 0) out VEC4 color;
layout(push_constant) uniform Clear { VEC4 value; };
void main() {
    color = value;
    // llvmpipe 26.1 gives some tiles zeros where a shader is a constant alone (LP_PERF=no_rast_linear
    // mends it): dEQP-VK.conditional_rendering.clear_attachments.condition_*_expect_execution.
    if (gl_FragCoord.x < 0.0) discard;
}
