#version 450
layout(location = 0) in vec4 color;
layout(location = 0) out vec4 first;
layout(location = 2) out vec4 third;
void main() {
    first = color;
    third = color.gbra;
}
