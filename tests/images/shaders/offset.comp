#version 460
#extension GL_EXT_texture_offset_non_const : require
// Samples with an offset of the query's own, by the instruction that it names:
// 0 level, 1 level and projection, 2 gradients, 3 fetch, 4 gather of the second component.
layout(local_size_x = 16) in;
layout(binding = 0) uniform sampler2D image;
struct Query { vec4 at; float level; float instruction; float x, y; };
layout(binding = 1) buffer Queries { Query queries[]; };
layout(binding = 2) buffer Results { vec4 results[]; };
void main() {
    const uint i = gl_GlobalInvocationID.x;
    if (i >= queries.length()) return;
    const Query q = queries[i];
    const ivec2 offset = ivec2(q.x, q.y);
    const vec2 step = exp2(q.level) / vec2(textureSize(image, 0));
    switch (int(q.instruction)) {
    case 0: results[i] = textureLodOffset(image, q.at.xy, q.level, offset); break;
    case 1: results[i] = textureProjLodOffset(image, vec3(q.at.xy * 2, 2), q.level, offset); break;
    case 2: results[i] = textureGradOffset(image, q.at.xy, vec2(step.x, 0), vec2(0, step.y), offset); break;
    case 3: results[i] = texelFetchOffset(image, ivec2(q.at.xy * vec2(textureSize(image, int(q.level)))), int(q.level), offset); break;
    case 4: results[i] = textureGatherOffset(image, q.at.xy, offset, 1); break;
    }
}
