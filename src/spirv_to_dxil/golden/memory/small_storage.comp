#version 450
#extension GL_EXT_shader_explicit_arithmetic_types : require
#extension GL_EXT_shader_16bit_storage : require
#extension GL_EXT_shader_8bit_storage : require
#extension GL_EXT_scalar_block_layout : require
layout(local_size_x = 8) in;
struct Block { float16_t scale; uint8_t values[6]; };
layout(binding = 0, scalar) buffer Data { Block blocks[]; };
layout(binding = 1, scalar) buffer Result { float16_t halves[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    halves[i] = float16_t(float(blocks[i].scale) * float(uint(blocks[i].values[3])));
}
