#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { uint n; uint m; uint result; };
void main() {
    uint sum = 0;
    for (uint i = 0; i < n; ++i) {
        if (i == 7) continue;
        for (uint j = i; ; j += 3) {
            if (j > m) break;
            sum += j;
            if (sum > 1000) { result = sum; return; }
        }
    }
    do { sum /= 2; } while (sum > n);
    result = sum;
}
