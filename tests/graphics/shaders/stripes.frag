#version 450
layout(location = 0) in vec4 color;
layout(location = 0) out vec4 target;
void main() { target = vec4(color.b, step(0.5, fract(gl_FragCoord.y * 2.0)), step(0.3, fract(gl_FragCoord.x)), 1.0); }
