#version 450
// Control points that a later phase writes from those of other invocations.
layout(vertices = 3) out;
layout(location = 0) out float value[];
layout(location = 1) patch out float sum;
void main() {
    value[gl_InvocationID] = float(gl_InvocationID) + gl_in[gl_InvocationID].gl_Position.x;
    gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
    float kept = value[gl_InvocationID];
    barrier();
    float other = value[(gl_InvocationID + 1) % 3];
    barrier();
    value[gl_InvocationID] = kept - other;
    barrier();
    if (gl_InvocationID == 2) {
        sum = value[0] + value[1] + value[2];
        gl_TessLevelOuter = float[](sum, sum, sum, 0);
        gl_TessLevelInner[0] = sum;
    }
}
