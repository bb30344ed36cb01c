#version 450
layout(local_size_x = 64) in;
layout(set = 0, binding = 0) buffer Data { uint data[]; };
layout(set = 0, binding = 1) buffer Moved { uint moved[]; };
layout(push_constant) uniform Push { uint added[16]; };
void main() { data[gl_GlobalInvocationID.x] = moved[gl_GlobalInvocationID.x] + added[0] + added[15]; }
