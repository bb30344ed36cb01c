#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_shader_16bit_storage : require
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { f16vec2 a; f16vec2 b; f16vec2 result; };
void main() { result = a * b + a; }
