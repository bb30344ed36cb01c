#version 450
layout(local_size_x = 8) in;
layout(binding = 0) coherent buffer Data { uint data[]; };
shared uint s[8];
void main() {
    s[gl_LocalInvocationIndex] = data[gl_LocalInvocationIndex];
    memoryBarrierShared();
    barrier();
    data[gl_LocalInvocationIndex] = s[7 - gl_LocalInvocationIndex];
    memoryBarrier();
    groupMemoryBarrier();
    memoryBarrierBuffer();
}
