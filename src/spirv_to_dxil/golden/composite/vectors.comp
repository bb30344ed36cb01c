#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { vec4 a; uint i; vec4 result[3]; };
void main() {
    vec4 v = a.wzyx;
    v[i] = 3.0;
    result[0] = v;
    result[1] = vec4(v[i], a.xy, 1.0);
    result[2] = i > 2 ? v : a;
}
