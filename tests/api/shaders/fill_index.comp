// data[i] = i * factor
#version 450
layout(local_size_x = 64) in;
layout(constant_id = 0) const uint factor = 3;
layout(set = 0, binding = 0) buffer Data { uint data[]; };
void main() {
    data[gl_GlobalInvocationID.x] = gl_GlobalInvocationID.x * factor;
}
