// A strip of four or five vertices, each of its own colour and number, then another of three.
#version 450
layout(triangles) in;
layout(triangle_strip, max_vertices = 8) out;
layout(location = 0) flat in vec4 color[];
layout(location = 0, xfb_buffer = 0, xfb_offset = 0, xfb_stride = 20) flat out vec4 outColor;
layout(location = 1, xfb_buffer = 0, xfb_offset = 16) flat out int outNumber;
void main() {
    const int count = color[0].a < 0.5 ? 4 : 5;
    for (int i = 0; i < count; ++i) {
        gl_Position = gl_in[i % 3].gl_Position + vec4(0.25 * (i / 3), 0.125 * (i / 3), 0, 0);
        outColor = vec4(color[i % 3].rg, float(i) / 8, 1);
        outNumber = i;
        gl_PrimitiveID = i;
        EmitVertex();
    }
    EndPrimitive();
    for (int i = 0; i < 3; ++i) {
        gl_Position = gl_in[i].gl_Position * vec4(0.5, 0.5, 1, 1);
        outColor = vec4(float(i) / 2, color[i].gb, 1);
        outNumber = 8 + i;
        gl_PrimitiveID = i;
        EmitVertex();
    }
}
