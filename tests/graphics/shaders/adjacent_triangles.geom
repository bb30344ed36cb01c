#version 450
layout(triangles_adjacency) in;
layout(triangle_strip, max_vertices = 6) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int i = 0; i < 6; ++i) {
        gl_Position = gl_in[i].gl_Position * vec4(0.9, 0.9, 1.0, 1.0);
        outColor = color[0];
        EmitVertex();
        if (i == 2) EndPrimitive();
    }
}
