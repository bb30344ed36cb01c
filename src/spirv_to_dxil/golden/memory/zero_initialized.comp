#version 450
#extension GL_EXT_null_initializer : require
layout(local_size_x = 16) in;
layout(binding = 0) buffer Data { uint result[]; };
shared uint words[40] = {};
void main() {
    atomicAdd(words[gl_LocalInvocationIndex & 3u], 1u);
    barrier();
    result[gl_LocalInvocationIndex] = words[gl_LocalInvocationIndex] + words[gl_LocalInvocationIndex + 16];
}
