#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { uint n; float result; };
void main() {
    struct Item { vec2 v; uint u; } items[3];
    for (uint i = 0; i < 3; ++i) { items[i].v = vec2(i, n); items[i].u = n * i; }
    result = items[n % 3].v[n & 1u] + float(items[2].u);
}
