#version 460
// What lies beside an image: read through three views of it, of floats, unsigned and signed integers.
layout(local_size_x = 1) in;
layout(binding = 0) uniform sampler2D floats;
layout(binding = 1) uniform usampler2D words;
layout(binding = 2) uniform isampler2D integers;
layout(binding = 3) buffer Results { uvec4 results[]; };
void main() {
    const vec2 at = vec2(-0.5, 0.5);
    results[0] = floatBitsToUint(textureLod(floats, at, 0.0));
    results[1] = textureLod(words, at, 0.0);
    results[2] = uvec4(textureLod(integers, at, 0.0));
    results[3] = textureGather(words, at, 1);
}
