#version 450
layout(local_size_x = 64) in;
layout(binding = 0) buffer Words {
    uint sum, least, greatest, all, any, odd;
    int signedLeast, signedGreatest;
    uint exchanged, swapped, sharedSum, tickets[];
};
shared uint total;
shared int lowest;
void main() {
    const uint n = gl_GlobalInvocationID.x;
    if (gl_LocalInvocationIndex == 0) {
        total = 0;
        lowest = 0;
    }
    barrier();
    tickets[atomicAdd(sum, 1)] = 1;
    atomicMin(least, n + 5);
    atomicMax(greatest, n);
    atomicAnd(all, ~(1u << (n & 31)));
    atomicOr(any, 1u << (n & 31));
    atomicXor(odd, n);
    atomicMin(signedLeast, 10 - int(n));
    atomicMax(signedGreatest, -int(n));
    atomicExchange(exchanged, 77);
    atomicCompSwap(swapped, 3, 4);
    atomicAdd(total, n);
    atomicMin(lowest, -int(gl_LocalInvocationIndex));
    barrier();
    if (gl_LocalInvocationIndex == 0) atomicAdd(sharedSum, total + uint(-lowest));
}
