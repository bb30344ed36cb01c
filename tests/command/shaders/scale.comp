// data[i] = data[i] * factor + bias
#version 450
layout(local_size_x = 64) in;
layout(set = 0, binding = 0) buffer Data { uint data[]; };
layout(push_constant) uniform Constants { uint factor, bias; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    data[i] = data[i] * factor + bias;
}
