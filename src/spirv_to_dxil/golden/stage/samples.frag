#version 450
layout(location = 0) sample in vec2 uv;
layout(location = 0, index = 0) out vec4 colour;
layout(location = 0, index = 1) out vec4 weight;
layout(depth_greater) out float gl_FragDepth;
in float gl_ClipDistance[2];
void main() {
    colour = vec4(uv, gl_SamplePosition);
    weight = vec4(gl_ClipDistance[1]);
    gl_FragDepth = gl_FragCoord.z + float(gl_SampleID);
    gl_SampleMask[0] = gl_SampleMaskIn[0] & 5;
}
