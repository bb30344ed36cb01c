#version 450
layout(vertices = 3) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor[];
void main() {
    gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
    outColor[gl_InvocationID] = color[gl_InvocationID];
    gl_TessLevelInner[0] = 3.0;
    for (int i = 0; i < 3; ++i) {
        float level = 0.0;
        switch (i + gl_PrimitiveID * 3) {
            case 0: level += 1.0;
            case 1: level += 1.0; break;
            default: level = 2.0;
        }
        gl_TessLevelOuter[i] = level == 1.0 ? 2.0 : level;
    }
}
