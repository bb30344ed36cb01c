#version 450
// Invocations run one after the other where the device has no instances.
layout(lines_adjacency, invocations = 3) in;
layout(line_strip, max_vertices = 2) out;
layout(location = 0) out float number;
int calls = 0;
void emit(vec4 position) {
    gl_Position = position;
    number = float(gl_InvocationID * 10 + calls++);
    EmitVertex();
}
void main() {
    emit(gl_in[1].gl_Position);
    if (gl_InvocationID == 1) return;
    emit(gl_in[2].gl_Position);
}
