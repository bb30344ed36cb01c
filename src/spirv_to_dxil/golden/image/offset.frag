#version 450
#extension GL_EXT_texture_offset_non_const : require
layout(set = 0, binding = 0) uniform sampler2D plane;
layout(set = 0, binding = 1) uniform sampler1DArray lines;
layout(set = 0, binding = 2) uniform sampler3D volume;
layout(set = 0, binding = 3) uniform sampler2DShadow shadow;
layout(location = 0) in vec4 at;
layout(location = 1) flat in ivec3 offset;
layout(location = 0) out vec4 result;
void main() {
    result = textureOffset(plane, at.xy, offset.xy) + textureOffset(plane, at.xy, offset.xy, 0.5);
    result += textureLodOffset(lines, at.xy, 0.0, offset.x);
    result += textureProjLodOffset(volume, at, 1.7, offset);
    result += textureGradOffset(plane, at.xy, at.zw, at.wz, offset.zx);
    result += texelFetchOffset(plane, ivec2(at.xy), 1, offset.xy);
    result += textureOffset(shadow, at.xyz, offset.yz) + textureGradOffset(shadow, at.xyz, at.xy, at.zw, offset.yz);
}
