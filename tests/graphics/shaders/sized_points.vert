#version 450
layout(location = 0) in vec4 position;
layout(location = 1) in vec4 color;
layout(location = 0) out vec4 outColor;
layout(location = 1) flat out ivec2 number;
out float gl_ClipDistance[1];
void main() {
    gl_Position = position;
    gl_PointSize = 3.0 + 2.0 * float(gl_VertexIndex);
    gl_ClipDistance[0] = 0.9 - position.x;
    outColor = color;
    number = ivec2(gl_VertexIndex, -gl_VertexIndex);
}
