#version 450
#extension GL_EXT_multiview : require
layout(triangles, equal_spacing, cw) in;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    vec4 p = vec4(0.0);
    for (int i = 0; i < 3; ++i) p += gl_TessCoord[i] * gl_in[i].gl_Position;
    gl_Position = p + vec4(0.0, 0.1 * float(gl_ViewIndex), 0.0, 0.0);
    outColor = color[0];
}
