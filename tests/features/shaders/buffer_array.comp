#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
layout(std430, set = 0, binding = 0) readonly buffer Input { uint value[4]; } sources[4];
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
layout(std140, set = 0, binding = 2) uniform Uniform { uvec4 value; } uniforms[4];
layout(push_constant) uniform Push { uint which; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    result[i] = sources[which].value[i % 4] + 1000u * uniforms[3u - which].value[i % 4];
}
