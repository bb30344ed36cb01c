#version 450
layout(set = 0, binding = 0) uniform sampler2DShadow plane;
layout(set = 0, binding = 1) uniform sampler2DArrayShadow layers;
layout(set = 0, binding = 2) uniform samplerCubeShadow cube;
layout(set = 0, binding = 3) uniform sampler1DShadow line;
layout(location = 0) in vec4 at;
layout(location = 1) in vec4 gradients;
layout(location = 0) out float result;
void main() {
    result = texture(plane, at.xyz) + textureLod(plane, at.xyz, 0.0) + textureProj(plane, at);
    result += textureLod(plane, at.xyz, at.w) + texture(plane, at.xyz, 1.5);
    result += textureGradOffset(layers, at, gradients.xy, gradients.zw, ivec2(2, -1));
    result += texture(cube, at, 0.25) + textureGrad(cube, at, gradients.xyz, gradients.yzw);
    result += textureLod(line, at.xyz, 3.0) + texture(layers, at);
}
