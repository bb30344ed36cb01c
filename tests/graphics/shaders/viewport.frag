#version 450
layout(location = 0) in vec4 color;
layout(location = 0) out vec4 target;
void main() { target = vec4(color.rg, float(gl_ViewportIndex) / 4.0, 1.0); }
