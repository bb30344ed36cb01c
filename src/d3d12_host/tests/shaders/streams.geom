#version 450
// Two streams of points, captured by transform feedback.
layout(points) in;
layout(points, max_vertices = 3) out;
layout(stream = 0, xfb_buffer = 0, xfb_stride = 32) out gl_PerVertex {
    layout(xfb_offset = 0) vec4 gl_Position;
};
layout(stream = 0, location = 0, xfb_buffer = 0, xfb_offset = 20) out vec2 a;
layout(stream = 1, location = 2, xfb_buffer = 1, xfb_offset = 0, xfb_stride = 24) out dvec3 b;
void main() {
    gl_Position = gl_in[0].gl_Position;
    a = vec2(1, 2);
    EmitStreamVertex(0);
    b = dvec3(gl_in[0].gl_Position.xyz);
    EmitStreamVertex(1);
    EndStreamPrimitive(1);
}
