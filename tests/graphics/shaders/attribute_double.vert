#version 450
layout(set = 0, binding = 0) buffer Words { uint words[]; };
layout(location = 3) in double value;
void main() {
    uint at = 8 * (gl_VertexIndex + 16 * gl_InstanceIndex);
    uvec2 halves = unpackDouble2x32(value);
    words[at] = halves.x;
    words[at + 1] = halves.y;
    gl_Position = vec4(0, 0, 0, 1);
    gl_PointSize = 1;
}
