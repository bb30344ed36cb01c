#version 460
#extension GL_EXT_shader_explicit_arithmetic_types : enable
layout(local_size_x = 16) in;
#pragma use_vulkan_memory_model
#extension GL_KHR_memory_scope_semantics : require
layout(std430, set = 0, binding = 0) readonly buffer Input { uint source[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Output { uint result[]; };
shared uint count;
void main() {
    uint i = gl_GlobalInvocationID.x;
    if (i == 0) atomicStore(count, 0u, gl_ScopeWorkgroup, gl_StorageSemanticsShared, gl_SemanticsRelease);
    controlBarrier(gl_ScopeWorkgroup, gl_ScopeWorkgroup, gl_StorageSemanticsShared, gl_SemanticsAcquireRelease);
    atomicAdd(count, source[i], gl_ScopeWorkgroup, gl_StorageSemanticsShared,
              gl_SemanticsAcquireRelease);
    controlBarrier(gl_ScopeWorkgroup, gl_ScopeWorkgroup, gl_StorageSemanticsShared, gl_SemanticsAcquireRelease);
    result[i] = atomicLoad(count, gl_ScopeWorkgroup, gl_StorageSemanticsShared, gl_SemanticsAcquire);
}
