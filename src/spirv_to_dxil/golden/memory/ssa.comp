#version 450
layout(local_size_x = 1) in;
layout(binding = 0) buffer Data { uint n; uint result; };
struct State { uint a; uint b[2]; };
void main() {
    State s = State(0u, uint[2](1u, 2u));
    for (uint i = 0; i < n; ++i) {
        if ((i & 1u) != 0) s.b[0] += i; else s.b[1] ^= i;
        s.a += s.b[0];
    }
    result = s.a + s.b[1];
}
