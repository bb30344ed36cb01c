#version 450
#extension GL_EXT_scalar_block_layout : require
layout(local_size_x = 1) in;
layout(binding = 0, std140) uniform A { float first; vec3 second; float third[2]; mat3 columns; layout(row_major) mat2x3 rows; } a;
layout(binding = 1, scalar) uniform B { float first; vec3 straddling; float array[5]; } b;
layout(binding = 2) buffer Result { vec4 result[4]; uint i; };
void main() {
    result[0] = vec4(a.second, a.third[i]);
    result[1] = vec4(a.columns[1], a.rows[1][2]);
    result[2] = vec4(b.straddling, b.array[i]);
    result[3] = vec4(a.columns[i], a.rows[i].y);
}
