#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { float a[8]; uint n; };
float early(float x, uint k) {
    for (uint i = 0; i < k; ++i) {
        if (x > 100.0) return x;
        x *= 1.5;
    }
    return -x;
}
void update(inout vec2 v, out float sum) { v = v.yx + early(v.x, n); sum = v.x + v.y; }
void main() {
    vec2 v = vec2(a[0], a[1]);
    float sum;
    update(v, sum);
    update(v, a[2]);
    a[3] = sum + v.x;
}
