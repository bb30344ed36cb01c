#version 450
layout(location = 0) in vec2 uv;
layout(location = 1, component = 1) flat in ivec2 passed;
layout(location = 2) in vec4 colours[2];
layout(location = 4) noperspective centroid in float slope;
layout(location = 6) in vec4 unused;
layout(location = 0) out vec4 colour;
layout(location = 1) out ivec2 second;
void main() {
    if (uv.x < 0) discard;
    colour = colours[passed.x & 1] + dFdx(uv.x) + fwidth(uv.y) + gl_FragCoord + dFdyFine(slope);
    second = gl_FrontFacing ? passed : ivec2(gl_PrimitiveID, gl_Layer);
}
