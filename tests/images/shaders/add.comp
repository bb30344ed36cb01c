#version 460
layout(local_size_x = 1) in;
layout(set = 0, binding = 0) uniform Constants { uint addend; };
layout(set = 0, binding = 1) buffer Sum { uint sum; };
layout(set = 0, binding = 2) uniform sampler2D image;
void main() { sum += addend + uint(textureLod(image, vec2(0.5), 0).r); }
