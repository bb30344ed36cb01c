#version 450
layout(set = 0, binding = 0) buffer Count { uint vertices, fragments; };
layout(location = 0) in vec4 position;
layout(location = 1) in vec4 color;
layout(location = 0) out vec4 outColor;
void main() {
    atomicOr(vertices, 1u << gl_VertexIndex);
    gl_Position = position;
    outColor = color;
}
