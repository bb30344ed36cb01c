#version 460
#extension GL_EXT_samplerless_texture_functions : require
// The descriptors of one binding are of every type; each is read as what it is.
layout(local_size_x = 1) in;
layout(set = 0, binding = 0) uniform Uniform { uint value; } uniforms[6];
layout(set = 0, binding = 0) buffer Storage { uint value; } storages[6];
layout(set = 0, binding = 0) uniform utextureBuffer uniformTexels[6];
layout(set = 0, binding = 0, r32ui) uniform uimageBuffer storageTexels[6];
layout(set = 0, binding = 0) uniform utexture2D images[6];
layout(set = 0, binding = 0, r32ui) uniform uimage2D storageImages[6];
layout(set = 0, binding = 1) buffer Result { uint values[6]; } result;
void main() {
    result.values[0] = uniforms[0].value;
    result.values[1] = storages[1].value;
    result.values[2] = texelFetch(uniformTexels[2], 0).x;
    result.values[3] = imageLoad(storageTexels[3], 0).x;
    result.values[4] = texelFetch(images[4], ivec2(0), 0).x;
    result.values[5] = imageLoad(storageImages[5], ivec2(0)).x;
}
