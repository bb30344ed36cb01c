#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
#extension GL_EXT_null_initializer : require
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
shared uint words[64] = {};
shared struct { vec4 a; uint b[3]; } block = {};
void main() {
    uint i = gl_GlobalInvocationID.x;
    barrier();
    uint sum = block.b[i % 3] + floatBitsToUint(block.a[i % 4]);
    for (uint k = 0; k < 4; ++k) sum += words[i * 4 + k];
    result[i] = source[i] + sum;
}
