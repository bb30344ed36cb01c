#version 450
#extension GL_ARB_sparse_texture2 : require
layout(binding = 0) uniform sampler2D image;
layout(location = 0) out vec4 color;
void main() {
    const int code = sparseTextureARB(image, vec2(0.5), color);
    if (!sparseTexelsResidentARB(code)) color = vec4(1);
}
