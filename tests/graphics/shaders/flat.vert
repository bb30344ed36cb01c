#version 450
layout(location = 0) in vec4 position;
layout(location = 1) in vec4 color;
layout(location = 0, xfb_buffer = 0, xfb_offset = 16, xfb_stride = 36) flat out vec4 outColor;
layout(location = 1, xfb_buffer = 0, xfb_offset = 32) flat out int outNumber;
out gl_PerVertex {
    layout(xfb_buffer = 0, xfb_offset = 0) vec4 gl_Position;
    float gl_PointSize;
};
void main() {
    gl_Position = position;
    gl_PointSize = 1.0;
    outColor = color;
    outNumber = gl_VertexIndex;
}
