#version 450
#extension GL_ARB_sparse_texture2 : require
#extension GL_ARB_sparse_texture_clamp : require
layout(set = 0, binding = 0) uniform sampler2D plane;
layout(set = 0, binding = 1) uniform sampler2DShadow shadow;
layout(set = 0, binding = 2, rgba8) uniform readonly image2D stored;
layout(set = 0, binding = 3) uniform samplerCube cube;
layout(location = 0) in vec4 at;
layout(location = 0) out vec4 result;
void main() {
    vec4 texel, sum = vec4(0);
    float depth;
    if (sparseTexelsResidentARB(sparseTextureARB(plane, at.xy, texel))) sum += texel;
    if (sparseTexelsResidentARB(sparseTextureARB(shadow, at.xyz, depth))) sum += depth;
    if (sparseTexelsResidentARB(sparseTexelFetchARB(plane, ivec2(at.xy), 1, texel))) sum += texel;
    if (sparseTexelsResidentARB(sparseImageLoadARB(stored, ivec2(at.xy), texel))) sum += texel;
    if (sparseTexelsResidentARB(sparseTextureGatherARB(plane, at.xy, texel))) sum += texel;
    if (sparseTexelsResidentARB(sparseTextureClampARB(plane, at.xy, at.z, texel))) sum += texel;
    sum += textureClampARB(cube, at.xyz, at.w, 0.5) + textureGradClampARB(plane, at.xy, at.yz, at.zw, 2.0);
    result = sum;
}
