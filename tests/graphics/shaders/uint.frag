#version 450
layout(location = 0) in vec4 color;
layout(location = 0) out uvec4 target;
void main() { target = uvec4(color * 255.0 + 0.5); }
