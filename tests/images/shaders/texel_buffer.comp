#version 460
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_EXT_shader_image_load_formatted : require
#extension GL_GOOGLE_include_directive : require
#include "kind.glsl"
// Fetches from a uniform texel buffer, loads from one storage texel buffer and stores to another.
layout(local_size_x = 16) in;
layout(set = 0, binding = 0) uniform TYPED(textureBuffer) uniformTexels;
layout(set = 0, binding = 1) readonly uniform TYPED(imageBuffer) source;
layout(set = 0, binding = 2) writeonly uniform TYPED(imageBuffer) target;
layout(set = 0, binding = 3) buffer Result { uvec4 fetched[16]; uvec4 loaded[16]; uint sizes[3]; };
layout(push_constant) uniform Push { uint storage; };
void main() {
    const int i = int(gl_LocalInvocationIndex);
    fetched[i] = BITS(texelFetch(uniformTexels, i));
    sizes[0] = textureSize(uniformTexels);
    if (storage == 0) return;
    const TEXEL texel = imageLoad(source, i);
    loaded[i] = BITS(texel);
    imageStore(target, 15 - i, texel);
    sizes[1] = imageSize(source);
    sizes[2] = imageSize(target);
}
