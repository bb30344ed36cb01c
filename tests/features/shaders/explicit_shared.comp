#version 460
#extension GL_EXT_shared_memory_block : require
#extension GL_EXT_shader_explicit_arithmetic_types_int16 : require
// Two blocks of workgroup memory that lie over each other.
layout(local_size_x = 16) in;
layout(binding = 0) buffer Source { uint source[]; };
layout(binding = 1) buffer Result { uint result[]; };
shared First { uint words[16]; };
shared Second { uint16_t halves[32]; };
void main() {
    const uint i = gl_LocalInvocationIndex;
    words[i] = source[i] * 65537;
    barrier();
    const uint half_ = halves[2 * i + 1];
    barrier();
    halves[2 * i] = uint16_t(half_ + 1);
    barrier();
    result[i] = words[i];
}
