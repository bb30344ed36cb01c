#version 460
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_GOOGLE_include_directive : require
#include "kind.glsl"
// Fetches every texel of level `level` of an image without layers.
layout(local_size_x = 4, local_size_y = 4) in;
layout(set = 0, binding = 0) uniform TYPED(texture2D) source;
layout(set = 0, binding = 1) buffer Fetched { uvec4 fetched[]; };
layout(push_constant) uniform Push { int level; };
void main() {
    const ivec2 size = textureSize(source, level);
    const ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(at, size))) return;
    fetched[at.y * size.x + at.x] = BITS(texelFetch(source, at, level));
}
