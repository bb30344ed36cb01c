#version 450
layout(location = 0) in vec4 position;
layout(push_constant) uniform Push { vec4 added[4]; };
void main() { gl_Position = position + added[0] + added[3]; }
