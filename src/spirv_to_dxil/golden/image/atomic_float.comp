#version 450
#extension GL_EXT_shader_atomic_float : require
layout(local_size_x = 8) in;
layout(set = 0, binding = 0, r32f) uniform image2D plane;
layout(set = 0, binding = 1, r32f) uniform readonly image2D other;
void main() {
    const ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    float sum = imageAtomicAdd(plane, at, 1.5) + imageAtomicExchange(plane, at.yx, 2.0);
    imageStore(plane, at, imageLoad(plane, at) + imageLoad(other, at) + sum);
}
