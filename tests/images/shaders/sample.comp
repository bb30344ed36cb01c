#version 460
// Samples an image of the kind that SHAPE names at given coordinates and levels.
// SHAPE: 1 1D, 2 2D, 3 3D, 4 cube, 5 2D array, 6 cube array, 7 1D array, 8 2D compared.
layout(local_size_x = 16) in;
#if SHAPE == 1
layout(binding = 0) uniform sampler1D image;
#define AT(c) c.x
#elif SHAPE == 2
layout(binding = 0) uniform sampler2D image;
#define AT(c) c.xy
#elif SHAPE == 3
layout(binding = 0) uniform sampler3D image;
#define AT(c) c.xyz
#elif SHAPE == 4
layout(binding = 0) uniform samplerCube image;
#define AT(c) c.xyz
#elif SHAPE == 5
layout(binding = 0) uniform sampler2DArray image;
#define AT(c) c.xyz
#elif SHAPE == 6
layout(binding = 0) uniform samplerCubeArray image;
#define AT(c) c
#elif SHAPE == 7
layout(binding = 0) uniform sampler1DArray image;
#define AT(c) c.xy
#else
layout(binding = 0) uniform sampler2DShadow image;
#endif
struct Query { vec4 at; float level; float reference; float unused0, unused1; };
layout(binding = 1) buffer Queries { Query queries[]; };
layout(binding = 2) buffer Results { vec4 results[]; };
void main() {
    const uint i = gl_GlobalInvocationID.x;
    if (i >= queries.length()) return;
    const Query q = queries[i];
#if SHAPE == 8
    results[i] = vec4(textureLod(image, vec3(q.at.xy, q.reference), q.level));
#else
    results[i] = textureLod(image, AT(q.at), q.level);
#endif
}
