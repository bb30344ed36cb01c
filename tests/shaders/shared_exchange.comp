#version 450
#extension GL_EXT_shader_atomic_float : require
layout(local_size_x = 64) in;
layout(binding = 0) buffer Words { uint counts[16]; float sums[16]; uint last[16]; };
shared uint count[16];
shared float sum[16];
shared uint latest[16];
void main() {
    const uint n = gl_LocalInvocationIndex;
    if (n < 16) { count[n] = 0; sum[n] = 0; latest[n] = n; }
    barrier();
    const uint i = n * 7 & 15;
    uint expected = 0, found = count[i];
    do { expected = found; found = atomicCompSwap(count[i], expected, expected + 1); } while (found != expected);
    atomicAdd(sum[i], float(n));
    atomicCompSwap(latest[i], i, i + 100);
    barrier();
    if (n < 16) { counts[n] = count[n]; sums[n] = sum[n]; last[n] = latest[n]; }
}
