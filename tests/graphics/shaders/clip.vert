#version 450
layout(location = 0) in vec4 position;
layout(location = 1) in vec4 color;
layout(location = 0) out vec4 outColor;
out gl_PerVertex { vec4 gl_Position; float gl_ClipDistance[1]; float gl_CullDistance[1]; };
void main() {
    gl_Position = position;
    gl_ClipDistance[0] = position.x + 0.01;
    gl_CullDistance[0] = color.r - 0.5;
    outColor = color;
}
