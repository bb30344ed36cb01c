#version 450
layout(local_size_x = 1) in;
layout(binding = 0, std430) buffer Data { mat3 columns; layout(row_major) mat3x2 rows; uint i; };
void main() {
    columns = transpose(columns);
    rows[i] = columns[i].xy;
    rows[1][i & 1u] = 5.0;
}
