#version 450
layout(location = 0) sample in vec2 own;
layout(location = 0) out vec2 result;
void main() {
    result = interpolateAtOffset(own, vec2(0.125));
}
