#include "flush.hpp"

#include "pipeline/compute_pipeline.hpp"
#include "root_arguments.hpp"

namespace baker {

void flushComputeState(Recorder& recorder) {
    BindPointState& state = recorder.compute;
    if (!recorder.computePipeline) return;
    if (state.dirty & kDirtyPipeline) {
        recorder.list->SetPipelineState(recorder.computePipeline->d3d12());
        recorder.graphics.bindings.dirty |= kDirtyPipeline;  // a list has one pipeline
        setRootSignature<ComputeRoot>(recorder, state, recorder.computePipeline->rootSignature());
    }
    setRootArguments<ComputeRoot>(recorder, state);
    state.dirty = 0;
}

}  // namespace baker
