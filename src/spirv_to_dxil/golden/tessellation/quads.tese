#version 450
layout(quads, fractional_odd_spacing, cw) in;
layout(location = 0) in vec3 normal[];
layout(location = 1) patch in vec2 scale;
layout(location = 2) patch in dvec3 wide;
layout(location = 29) patch in vec4 last;
layout(location = 0) out vec3 outNormal;
void main() {
    vec4 a = mix(gl_in[0].gl_Position, gl_in[1].gl_Position, gl_TessCoord.x);
    vec4 b = mix(gl_in[2].gl_Position, gl_in[3].gl_Position, gl_TessCoord.x);
    gl_Position = mix(a, b, gl_TessCoord.y) + vec4(scale, gl_TessCoord.z, 0) + last;
    outNormal = normal[gl_PrimitiveID % gl_PatchVerticesIn] * gl_TessLevelOuter[3] * gl_TessLevelInner[1] *
                float(wide.z);
}
