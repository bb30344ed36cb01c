#version 450
// The usual form: each invocation its own control point, the first one what is per patch.
layout(vertices = 3) out;
layout(location = 0) in vec3 normal[];
layout(location = 0) out vec3 outNormal[];
layout(location = 1) patch out vec2 scale;
void main() {
    gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
    outNormal[gl_InvocationID] = normalize(normal[gl_InvocationID]);
    if (gl_InvocationID == 0) {
        gl_TessLevelOuter[0] = 1.0;
        gl_TessLevelOuter[1] = 2.0;
        gl_TessLevelOuter[2] = distance(gl_in[0].gl_Position, gl_in[1].gl_Position);
        gl_TessLevelInner[0] = float(gl_PatchVerticesIn);
        scale = vec2(gl_PrimitiveID, 1);
    }
}
