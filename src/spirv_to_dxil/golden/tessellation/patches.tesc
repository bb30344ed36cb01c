#version 450
// All the locations per patch, the last of which share registers with the factors.
layout(vertices = 1) out;
layout(location = 0) patch out vec4 many[28];
layout(location = 28) patch out dvec2 wide;
layout(location = 29) patch out vec3 last;
void main() {
    gl_TessLevelOuter = float[](1, 2, 3, 4);
    gl_TessLevelInner = float[](5, 6);
    for (int i = 0; i < 28; ++i) many[i] = vec4(i);
    wide = dvec2(gl_in[0].gl_Position.xy);
    last = gl_in[0].gl_Position.zwx;
}
