#version 450
layout(set = 0, binding = 0, input_attachment_index = 0) uniform subpassInput before;
layout(set = 0, binding = 1, input_attachment_index = 1) uniform usubpassInputMS samples;
layout(location = 0) out vec4 result;
void main() { result = subpassLoad(before) + vec4(subpassLoad(samples, 2)); }
