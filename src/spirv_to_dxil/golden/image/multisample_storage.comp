// shader-model 6.7
#version 450
layout(local_size_x = 8) in;
layout(set = 0, binding = 0, rgba8) uniform image2DMS plane;
layout(set = 0, binding = 1, r32ui) uniform uimage2DMSArray layers;
void main() {
    const ivec3 at = ivec3(gl_GlobalInvocationID);
    imageStore(plane, at.xy, 1, imageLoad(plane, at.xy, 0));
    imageStore(layers, at, 2, imageLoad(layers, at, 3) + imageSize(layers).z + imageSamples(plane));
}
