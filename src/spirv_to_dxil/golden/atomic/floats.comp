#version 450
#extension GL_EXT_shader_atomic_float : require
#extension GL_KHR_memory_scope_semantics : require
layout(local_size_x = 32) in;
layout(binding = 0) buffer B { float f[2]; uint u[2]; };
shared float sum;
void main() {
    if (gl_LocalInvocationIndex == 0) sum = 0.0;
    barrier();
    atomicAdd(sum, 1.0);
    barrier();
    atomicAdd(f[0], sum);
    f[1] = atomicExchange(f[0], 2.0);
    uint x = atomicLoad(u[0], gl_ScopeDevice, gl_StorageSemanticsBuffer, gl_SemanticsAcquire);
    atomicStore(u[1], x, gl_ScopeDevice, gl_StorageSemanticsBuffer, gl_SemanticsRelease);
}
