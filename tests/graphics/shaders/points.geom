#version 450
layout(triangles) in;
layout(points, max_vertices = 3) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int i = 0; i < 3; ++i) {
        gl_Position = gl_in[i].gl_Position;
        gl_PointSize = 4.0 + float(i);
        outColor = color[i];
        EmitVertex();
        EndPrimitive();
    }
}
