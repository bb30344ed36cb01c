#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_shader_16bit_storage : require
#extension GL_EXT_shader_8bit_storage : require
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { int16_t a; uint16_t b; int8_t c; uint8_t d; int16_t sum; uint16_t shifted; int8_t quotient; uint8_t product; };
void main() {
    sum = a + int16_t(b);
    shifted = b << 3us;
    quotient = c / int8_t(3);
    product = d * d;
}
