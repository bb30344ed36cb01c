// A copy between multisampled images of equal sizes of texels, sample by sample.
#version 450
#extension GL_EXT_samplerless_texture_functions : require

layout(set = 0, binding = 0) uniform utexture2DMSArray image;
layout(location = 0) out uvec4 color;
layout(push_constant) uniform Copy {
    ivec2 offset;  // from target to source, in texels
    int layer;
};

void main() {
    color = texelFetch(image, ivec3(ivec2(gl_FragCoord.xy) + offset, layer), gl_SampleID);
}
