#version 450
layout(set = 0, binding = 0) buffer B { uint x[]; };
uint spin(uint n) {
    for (;;) x[n] += 2u;
    return n;
}
void main() {
    const uint i = gl_GlobalInvocationID.x;
    if (x[i] == 1u) {
        for (;;) {
            for (uint k = 0; k < 3; ++k) x[i] += k;
            if (x[i] > 100u) continue;
            atomicAdd(x[i], 1u);
        }
    }
    if (x[i] == 2u) x[i] = spin(i);
    x[i] = 5u;
}
