#version 450
// A gap in the first buffer, positions as they are before the viewport turns them over, a block for
// each of the last two buffers.
layout(xfb_buffer = 0, xfb_stride = 48) out gl_PerVertex { layout(xfb_offset = 0) vec4 gl_Position; };
layout(location = 0, xfb_buffer = 0, xfb_offset = 20) out vec4 color;
layout(location = 1, xfb_buffer = 1, xfb_offset = 0, xfb_stride = 4) flat out int number;
layout(location = 2, xfb_buffer = 2, xfb_stride = 8) out Block { layout(xfb_offset = 4) float half_; } blocks[2];
void main() {
    number = 100 * gl_InstanceIndex + gl_VertexIndex;
    color = vec4(gl_VertexIndex & 1, gl_InstanceIndex, 0.25 * gl_VertexIndex, 1.0);
    blocks[0].half_ = 0.5 * float(number);
    blocks[1].half_ = -0.5 * float(number);
    gl_Position = vec4(-1.0 + (gl_VertexIndex & 1), -1.0 + (gl_VertexIndex & 2) * 0.5, 0.0, 1.0);
}
