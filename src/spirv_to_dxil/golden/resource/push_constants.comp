#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_shader_16bit_storage : require
layout(local_size_x = 1) in;
layout(push_constant) uniform Push { uint a; float16_t h; uint16_t s; uint64_t wide; vec4 table[3]; } p;
layout(binding = 0) buffer Data { vec4 result; uint64_t w; };
void main() { result = p.table[p.a] * float(p.h) + float(uint(p.s)); w = p.wide; }
