#version 450
layout(set = 0, binding = 0) buffer Words { uint words[]; };
layout(location = 3) in vec4 value;
void main() {
    uint at = 8 * (gl_VertexIndex + 16 * gl_InstanceIndex);
    for (int c = 0; c < 4; ++c) words[at + c] = floatBitsToUint(value[c]);
    gl_Position = vec4(0, 0, 0, 1);
    gl_PointSize = 1;
}
