#version 450
#extension GL_ARB_shader_stencil_export : require
layout(location = 0) in vec4 color;
layout(location = 0) out vec4 target;
void main() {
    target = color;
    gl_FragStencilRefARB = int(gl_FragCoord.x) + 3 * int(gl_FragCoord.y);
}
