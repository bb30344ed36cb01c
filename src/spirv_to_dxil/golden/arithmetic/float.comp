#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { vec3 a; vec3 b; vec3 result[4]; uint flags; };
void main() {
    result[0] = a * b + a / b;
    result[1] = mod(a, b);
    result[2] = -a * 2.0;
    result[3] = mix(a, b, lessThan(a, b));
    flags = uint(any(isnan(a))) | uint(all(isinf(b))) << 1 | uint(a == b) << 2 | uint(a.x != b.x) << 3;
}
