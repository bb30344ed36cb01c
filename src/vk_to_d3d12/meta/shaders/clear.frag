// Integers that ClearRenderTargetView's floats cannot hold, and clears that conditional rendering
// decides. VEC4: vec4, uvec4 or ivec4.
#version 450
layout(location = 0) out VEC4 color;
layout(push_constant) uniform Clear { VEC4 value; };
void main() { color = value; }
