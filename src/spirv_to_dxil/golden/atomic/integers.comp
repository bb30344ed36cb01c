#version 450
layout(local_size_x = 32) in;
layout(binding = 0) buffer B { uint u[8]; int i[4]; uint result[]; };
shared uint su[4];
shared int si;
void main() {
    uint x = gl_LocalInvocationIndex, r = 0;
    r += atomicAdd(u[0], x) + atomicMin(u[1], x) + atomicMax(u[2], x) + atomicAnd(u[3], x);
    r += atomicOr(u[4], x) + atomicXor(u[5], x) + atomicExchange(u[6], x);
    r += atomicCompSwap(u[7], 3u, x);
    r += atomicMin(i[0], int(x)) + atomicMax(i[1], int(x));
    r += atomicAdd(su[0], x) + atomicExchange(su[1], x) + atomicCompSwap(su[2], 3u, x);
    r += atomicMin(si, int(x));
    result[x] = r;
}
