#version 450
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
layout(set = 0, binding = 0) buffer Words { uint words[]; };
layout(location = 3) in u64vec2 value;
void main() {
    uint at = 8 * (gl_VertexIndex + 16 * gl_InstanceIndex);
    for (int c = 0; c < 2; ++c) {
        words[at + 2 * c] = uint(value[c]);
        words[at + 2 * c + 1] = uint(value[c] >> 32);
    }
    gl_Position = vec4(0, 0, 0, 1);
    gl_PointSize = 1;
}
