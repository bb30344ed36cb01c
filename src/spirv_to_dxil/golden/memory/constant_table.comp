#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { uint n; float result; };
const float table[5] = float[](1.0, 2.0, 4.0, 8.0, 16.5);
void main() { result = table[n % 5]; }
