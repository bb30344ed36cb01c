#version 450
// Copies textures to images as image filters do for the planes of a video frame; every invocation leaves the
// loop at the first image that has no texel for it.
layout(local_size_x = 16) in;
layout(binding = 0) uniform sampler2D textures[2];
layout(binding = 1, r32f) uniform writeonly image2D images[2];
layout(push_constant) uniform Count { int count; };

vec4 doubled(int i, vec2 at) {
    if (count == 3) return textureLod(textures[i], at, 0.0);
    return 2.0 * textureLod(textures[i], at, 0.0);
}

void main() {
    const ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    for (int i = 0; i < count; ++i) {
        const ivec2 size = imageSize(images[i]);
        if (any(greaterThanEqual(at, size))) return;
        vec4 texel;
        if (at.x % 2 == 0)
            texel = textureLod(textures[i], (at + 0.5) / size, 0.0);
        else
            texel = doubled(i, (at + 0.5) / size);
        imageStore(images[i], at, texel);
    }
}
