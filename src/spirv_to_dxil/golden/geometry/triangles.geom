#version 450
// Dynamic vertices and locations, arrays, blocks, distances, the system values that only this stage writes.
layout(triangles) in;
layout(triangle_strip, max_vertices = 4) out;
in gl_PerVertex {
    vec4 gl_Position;
    float gl_ClipDistance[2];
} gl_in[];
layout(location = 0) in vec3 colour[];
layout(location = 1) in float weights[][3];
layout(location = 5) flat in ivec2 ids[];
layout(location = 6) in Block {
    vec2 uv;
    dvec2 wide;
} block[];
out gl_PerVertex {
    vec4 gl_Position;
    float gl_ClipDistance[2];
};
layout(location = 0) out vec3 outColour;
layout(location = 1) out vec2 uv;
layout(location = 2) flat out ivec2 id;
layout(push_constant) uniform Push {
    int which;
};
void main() {
    for (int i = 0; i < 3; ++i) {
        gl_Position = gl_in[i].gl_Position;
        gl_ClipDistance[0] = gl_in[i].gl_ClipDistance[0];
        gl_ClipDistance[1] = gl_in[i].gl_ClipDistance[which & 1];
        outColour = colour[i] * weights[i][which];
        uv = block[i].uv + vec2(block[i].wide);
        id = ids[2 - i];
        gl_Layer = i;
        gl_ViewportIndex = 1;
        gl_PrimitiveID = gl_PrimitiveIDIn + 1;
        EmitVertex();
    }
    if (which > 2) {
        gl_Position = vec4(0);
        EmitVertex();
    }
    EndPrimitive();
}
