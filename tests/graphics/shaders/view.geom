#version 450
#extension GL_EXT_multiview : require
layout(triangles) in;
layout(triangle_strip, max_vertices = 3) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int i = 0; i < 3; ++i) {
        gl_Position = gl_in[i].gl_Position + vec4(0.0, 0.1 * float(gl_ViewIndex), 0.0, 0.0);
        outColor = color[i] * vec4(1.0, 1.0, float(gl_ViewIndex) / 4.0, 1.0);
        EmitVertex();
    }
}
