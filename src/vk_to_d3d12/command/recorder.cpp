#include "recorder.hpp"

#include "descriptor/descriptor_heap.hpp"
#include "descriptor/sampler_heap.hpp"
#include "device/device.hpp"

namespace baker {

void Recorder::resetState() {
    pushed.forget();
    computePipeline = nullptr;
    compute.boundTables = 0;
    compute.dirty = 0;
    graphics.pipeline = nullptr;
    graphics.usesShaders = false;
    graphics.shaders = {};
    graphics.bindings.boundTables = 0;
    graphics.given = 0;
    graphics.vertexSources = {};
    graphics.bindings.dirty &= kDirtyRenderTargets;  // rendering goes on in secondary ones
    graphics.bindings.dirty |= kDirtyStates;
}

void Recorder::listChanged() {
    listStateLost();
    heapsSet = false;
}

void Recorder::listStateLost() {
    for (BindPointState* state : {&compute, &graphics.bindings}) {
        state->rootSignature = nullptr;
        state->dirty |= kDirtyRootArguments | kDirtyPipeline;
    }
    graphics.variant = nullptr;
    graphics.bindings.dirty |= kDirtyGraphicsSettings;
    graphics.dirtyVertexBuffers = UINT32_MAX;
}

void Recorder::setDescriptorHeaps() {
    if (heapsSet) return;
    auto views = device.service<ViewHeap>();
    if (!views.ok()) return fail(views.error());
    auto samplers = device.service<SamplerHeap>();
    if (!samplers.ok()) return fail(samplers.error());
    ID3D12DescriptorHeap* const heaps[] = {views.value()->get(), samplers.value()->get()};
    list->SetDescriptorHeaps(std::size(heaps), heaps);
    heapsSet = true;
}

D3D12_GPU_DESCRIPTOR_HANDLE Recorder::viewHeapStart() {
    auto heap = device.service<ViewHeap>();
    if (heap.ok()) return heap.value()->gpu(0);
    fail(heap.error());
    return {};
}

}  // namespace baker
