#version 450
layout(lines_adjacency) in;
layout(line_strip, max_vertices = 4) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int i = 0; i < 4; ++i) {
        gl_Position = gl_in[i].gl_Position + vec4(0.0, 0.01 * float(gl_PrimitiveIDIn), 0.0, 0.0);
        outColor = color[1];
        EmitVertex();
    }
}
