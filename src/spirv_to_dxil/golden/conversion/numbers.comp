#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { float f; int i; uint u; float fromInt; float fromUint; int toInt; uint toUint; float16_t half_; int16_t short_; int8_t byte_; uint bits; bool flag; };
void main() {
    fromInt = float(i);
    fromUint = float(u);
    toInt = int(f);
    toUint = uint(f);
    half_ = float16_t(f);
    short_ = int16_t(i);
    byte_ = int8_t(short_);
    bits = floatBitsToUint(f);
    flag = bool(u);
}
