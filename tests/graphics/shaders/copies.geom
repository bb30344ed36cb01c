#version 450
// Each invocation moves the triangle and gives it another colour.
layout(triangles, invocations = 4) in;
layout(triangle_strip, max_vertices = 3) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor;
void main() {
    for (int i = 0; i < 3; ++i) {
        gl_Position = gl_in[i].gl_Position * vec4(0.5, 0.5, 1.0, 1.0);
        gl_Position.xy += vec2(gl_InvocationID % 2, gl_InvocationID / 2) - 0.5;
        outColor = color[i] * (float(gl_InvocationID + 1) / 4.0);
        EmitVertex();
    }
}
