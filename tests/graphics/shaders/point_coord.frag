#version 450
layout(location = 0) in vec4 color;
layout(location = 1) flat in ivec2 number;
layout(location = 0) out vec4 target;
void main() { target = vec4(step(0.3, gl_PointCoord.x), step(0.6, gl_PointCoord.y), float(number.x - number.y) / 16.0, 1.0); }
