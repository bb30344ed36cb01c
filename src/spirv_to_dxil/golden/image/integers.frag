#version 450
layout(set = 0, binding = 0) uniform isampler2D plane;
layout(set = 0, binding = 1) uniform usampler3D volume;
layout(set = 0, binding = 2) uniform usamplerCubeArray cubes;
layout(set = 0, binding = 3) uniform isampler2DArray fetched;
layout(location = 0) in vec4 at;
layout(location = 0) out ivec4 result;
void main() {
    result = texture(plane, at.xy) + textureLodOffset(plane, at.xy, 2.0, ivec2(1, -8));
    result += texelFetch(plane, ivec2(at.xy), 1) + textureGather(plane, at.xy, 2);
    result += ivec4(textureGrad(volume, at.xyz, dFdx(at.xyz), dFdy(at.xyz)));
    result += ivec4(texture(cubes, at, 0.5)) + texelFetch(fetched, ivec3(at.xyz), 0);
    result += texelFetchOffset(fetched, ivec3(at.xyz), 1, ivec2(-3, 4));
}
