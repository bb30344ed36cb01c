#version 460
#extension GL_EXT_shader_image_load_formatted : require
#extension GL_GOOGLE_include_directive : require
#include "kind.glsl"
// Stores the texels of a buffer to an image seen as an array, and loads each again.
layout(local_size_x = 4, local_size_y = 4) in;
layout(set = 0, binding = 0) uniform TYPED(image2DArray) target;
layout(set = 0, binding = 1) buffer Texels { uvec4 texels[]; };
layout(set = 0, binding = 2) buffer Loaded { uvec4 loaded[]; };
void main() {
    const ivec3 size = imageSize(target);
    const ivec3 at = ivec3(gl_GlobalInvocationID);
    if (any(greaterThanEqual(at, size))) return;
    const int i = (at.z * size.y + at.y) * size.x + at.x;
    imageStore(target, at, FROM_BITS(texels[i]));
    loaded[i] = BITS(imageLoad(target, at));
}
