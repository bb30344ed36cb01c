// Copies 256 bytes of push constants.
#version 450
layout(local_size_x = 1) in;
layout(set = 0, binding = 0) buffer Data { uvec4 data[16]; };
layout(push_constant) uniform Constants { uvec4 words[16]; };
void main() {
    for (uint i = 0; i < 16; ++i) data[i] = words[i];
}
