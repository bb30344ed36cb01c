#version 450
layout(triangles) in;
layout(line_strip, max_vertices = 6) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int i = 0; i <= 3; ++i) {
        if (i == 3 && color[0].a < 0.5) break;
        gl_Position = gl_in[i % 3].gl_Position;
        outColor = color[0];
        EmitVertex();
    }
    EndPrimitive();
    for (int i = 0; i < 2; ++i) {
        gl_Position = gl_in[i].gl_Position * vec4(0.5, 0.5, 1.0, 1.0);
        outColor = color[1];
        EmitVertex();
    }
}
