#version 450
layout(location = 0) flat in vec4 color;
layout(location = 1) flat in int number;
layout(location = 0) out vec4 outColor;
void main() {
    outColor = color + vec4(0, 0, float(number) / 64, 0);
}
