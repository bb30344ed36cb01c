#version 460
#extension GL_ARB_sparse_texture2 : require
#extension GL_ARB_sparse_texture_clamp : require
// Samples with a status of residency, and with a least level.
layout(local_size_x = 16) in;
layout(binding = 0) uniform sampler2D image;
struct Query { vec4 at; float level; float leastLevel; float unused0, unused1; };
layout(binding = 1) buffer Queries { Query queries[]; };
layout(binding = 2) buffer Results { vec4 results[]; };
void main() {
    const uint i = gl_GlobalInvocationID.x;
    if (i >= queries.length()) return;
    const Query q = queries[i];
    vec4 texel;
    const int code = sparseTextureLodARB(image, q.at.xy, q.level, texel);
    vec4 fetched;
    const int fetchedCode = sparseTexelFetchARB(image, ivec2(0), int(q.level), fetched);
    const vec4 clamped = textureGradClampARB(image, q.at.xy, vec2(0), vec2(0), q.leastLevel);
    results[i] = vec4(sparseTexelsResidentARB(code) ? texel.w : -1, texel.x, clamped.w,
                      sparseTexelsResidentARB(fetchedCode) ? fetched.w : -1);
}
