#version 450
#extension GL_EXT_samplerless_texture_functions : require
layout(set = 0, binding = 0) uniform sampler2D colour;
layout(set = 0, binding = 8) uniform texture2DArray layers[2];
layout(set = 0, binding = 2) uniform sampler plain;
layout(set = 0, binding = 3) uniform samplerCubeShadow shadow;
layout(set = 0, binding = 4) uniform sampler3D volume;
layout(set = 0, binding = 5) uniform isampler2D numbers;
layout(set = 0, binding = 6) uniform texture2DMS samples;
layout(set = 0, binding = 7) uniform sampler2DShadow shadow2;
layout(location = 0) in vec4 at;
layout(location = 0) out vec4 result;
vec4 through(sampler2D image) { return texture(image, at.xy, 0.5); }
void main() {
    result = texture(colour, at.xy) + textureLod(sampler2DArray(layers[1], plain), at.xyz, 2);
    result += textureOffset(colour, at.xy, ivec2(1, -2)) + textureProj(colour, at.xyz);
    result += textureGrad(volume, at.xyz, at.xxx, at.yyy) + through(colour);
    result += texture(shadow, at) + textureLod(shadow2, at.xyz, 0);
    result += textureGather(colour, at.xy, 2) + vec4(textureGather(numbers, at.xy));
    result += textureGather(shadow2, at.xy, at.z);
    result += textureGatherOffsets(colour, at.xy, ivec2[](ivec2(0), ivec2(1), ivec2(2), ivec2(3)));
    result += texelFetch(samples, ivec2(at.xy), 1) + vec4(texelFetch(numbers, ivec2(at.xy), 3));
    result += vec4(textureQueryLod(colour, at.xy), textureQueryLevels(colour), textureSamples(samples));
    result.xyz += textureSize(sampler2DArray(layers[0], plain), 1);
}
