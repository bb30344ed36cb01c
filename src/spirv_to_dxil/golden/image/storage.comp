#version 450
layout(local_size_x = 8) in;
layout(set = 0, binding = 0, rgba8) uniform readonly image2D source;
layout(set = 0, binding = 1, r32ui) uniform uimage2DArray target[3];
layout(set = 0, binding = 2) uniform samplerBuffer texels;
layout(set = 0, binding = 5, rgba32i) uniform iimageBuffer words;
layout(set = 0, binding = 4, rgba16f) uniform writeonly imageCube cube;
void main() {
    const ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    const vec4 sum = imageLoad(source, at) + texelFetch(texels, at.x);
    imageStore(target[at.y % 3], ivec3(at, 2), uvec4(imageSize(target[1]), 0));
    imageStore(words, at.x, imageLoad(words, at.y) + textureSize(texels) + imageSize(words));
    imageStore(cube, ivec3(at, 3), sum * imageSize(cube).x);
}
