// shader-model 6.6
#version 450
#extension GL_EXT_shader_image_int64 : require
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
layout(local_size_x = 8) in;
layout(set = 0, binding = 0, r64ui) uniform u64image2D plane;
layout(set = 0, binding = 1, r64i) uniform i64imageBuffer texels;
void main() {
    const ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    uint64_t sum = imageAtomicAdd(plane, at, 0x100000000ul) + imageLoad(plane, at).x;
    sum += uint64_t(imageAtomicMin(texels, at.x, int64_t(-5)));
    imageStore(plane, at.yx, u64vec4(sum));
}
