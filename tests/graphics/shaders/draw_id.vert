#version 450
#extension GL_ARB_shader_draw_parameters : require
// A small triangle whose place and colour say which draw it is of.
layout(location = 0) out vec4 color;
void main() {
    int corner = gl_VertexIndex % 3;
    vec2 origin = vec2(-0.95 + 0.4 * float(gl_DrawIDARB), -0.9 + 0.35 * float(gl_InstanceIndex));
    vec2 at = origin + vec2(corner == 1 ? 0.27 : 0.0, corner == 2 ? 0.31 : 0.0);
    gl_Position = vec4(at, 0.0, 1.0);
    color = vec4(float(gl_BaseVertexARB) / 15.0, float(gl_BaseInstanceARB) / 5.0,
                 float(gl_DrawIDARB) / 5.0, 1.0);
}
