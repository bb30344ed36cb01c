#version 450
layout(triangles) in;
layout(triangle_strip, max_vertices = 12) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int v = 0; v < 4; ++v) {
        for (int i = 0; i < 3; ++i) {
            gl_ViewportIndex = v;
            gl_Position = gl_in[i].gl_Position;
            outColor = color[i] * (1.0 - 0.2 * float(v));
            EmitVertex();
        }
        EndPrimitive();
    }
}
