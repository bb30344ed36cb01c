#version 450
layout(input_attachment_index = 0, set = 0, binding = 0) uniform subpassInput previous;
layout(location = 0) in vec4 color;
layout(location = 0) out vec4 target;
void main() { target = subpassLoad(previous).bgra + vec4(0.0, 0.2, 0.0, 0.0); }
