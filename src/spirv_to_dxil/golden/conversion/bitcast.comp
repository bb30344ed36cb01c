#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { uint word; u8vec4 bytes; u16vec2 shorts; f16vec2 halves; uvec2 pair; uint64_t wide; double d; };
void main() {
    bytes = unpack8(word);
    shorts = unpack16(word);
    halves = uint16BitsToFloat16(shorts);
    wide = pack64(pair);
    pair = unpackUint2x32(doubleBitsToUint64(d));
}
