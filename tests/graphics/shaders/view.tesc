#version 450
#extension GL_EXT_multiview : require
layout(vertices = 3) out;
layout(location = 0) in vec4 color[];
layout(location = 0) out vec4 outColor[];
void main() {
    gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
    outColor[gl_InvocationID] = color[gl_InvocationID] * vec4(1.0, 1.0, 1.0 / float(1 + gl_ViewIndex), 1.0);
    gl_TessLevelInner[0] = 1.0 + float(gl_ViewIndex);
    gl_TessLevelOuter[0] = gl_TessLevelOuter[1] = gl_TessLevelOuter[2] = 2.0;
}
