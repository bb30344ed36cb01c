#version 460
#pragma use_vulkan_memory_model
#extension GL_KHR_memory_scope_semantics : require
// The Vulkan memory model: coherence is said at each access.
layout(local_size_x = 64) in;
layout(binding = 0) buffer Data { uint flag; uint data[]; };
layout(binding = 1) workgroupcoherent buffer Other { uint other[]; };
layout(binding = 2, r32ui) devicecoherent uniform uimage2D image;
void main() {
    const uint i = gl_GlobalInvocationID.x;
    data[i] = i;
    atomicStore(flag, 1u, gl_ScopeDevice, gl_StorageSemanticsBuffer, gl_SemanticsRelease | gl_SemanticsMakeAvailable);
    if (atomicLoad(flag, gl_ScopeDevice, gl_StorageSemanticsBuffer, gl_SemanticsAcquire | gl_SemanticsMakeVisible) == 1u)
        other[i] = data[i ^ 1] + other[i ^ 1] + imageLoad(image, ivec2(i)).x;
    controlBarrier(gl_ScopeWorkgroup, gl_ScopeDevice, gl_StorageSemanticsBuffer | gl_StorageSemanticsShared, gl_SemanticsAcquireRelease);
}
