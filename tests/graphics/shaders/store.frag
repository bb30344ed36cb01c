#version 450
layout(early_fragment_tests) in;
layout(set = 0, binding = 0) buffer Count { uint vertices, fragments; };
layout(location = 0) in vec4 color;
layout(location = 0) out vec4 target;
void main() {
    atomicAdd(fragments, 1);
    target = color;
}
