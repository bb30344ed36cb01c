#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { int64_t a; uint64_t b; double c; int64_t sum; uint64_t quotient; double product; };
void main() {
    sum = a + int64_t(b);
    quotient = b / 10ul;
    product = c * 3.0lf + double(a);
}
