#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
#extension GL_EXT_scalar_block_layout : require
struct Item { float a; vec3 b; float c; vec2 d; };
layout(scalar, set = 0, binding = 0) readonly buffer Input { Item items[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { float result[]; };
void main() {
    uint i = gl_GlobalInvocationID.x;
    Item item = items[i];
    result[i] = item.a + 10 * item.b.x + 100 * item.b.z + 1000 * item.c + 10000 * item.d.y;
}
