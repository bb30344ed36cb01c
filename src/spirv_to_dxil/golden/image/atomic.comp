#version 450
layout(local_size_x = 8) in;
layout(set = 0, binding = 0, r32ui) uniform uimage1D line;
layout(set = 0, binding = 7, r32i) uniform iimage2D plane[2];
layout(set = 0, binding = 2, r32ui) uniform uimage2DArray layers;
layout(set = 0, binding = 3, r32ui) uniform uimage3D volume;
layout(set = 0, binding = 4, r32ui) uniform coherent uimageCubeArray cubes;
layout(set = 0, binding = 5, r32i) uniform iimageBuffer texels;
layout(set = 0, binding = 6) buffer Result { uint result; };
void main() {
    const ivec3 at = ivec3(gl_GlobalInvocationID);
    uint sum = imageAtomicAdd(line, at.x, 3u) + imageAtomicExchange(volume, at, 7u);
    sum += uint(imageAtomicMin(plane[1], at.xy, -2) + imageAtomicMax(plane[0], at.yx, 5));
    sum += imageAtomicOr(layers, at, 1u) + imageAtomicXor(cubes, at, 2u);
    sum += uint(imageAtomicCompSwap(texels, at.x, 4, 5)) + imageAtomicAnd(line, at.y, 9u);
    result = sum;
}
