// A dispatch of the driver's own between an application's commands.
#pragma once

#include <span>

#include "meta/meta_pipelines.hpp"
#include "recorder.hpp"

namespace baker {

struct MetaDispatch {
    MetaShader shader = MetaShader::Count;
    D3D12_GPU_VIRTUAL_ADDRESS target = 0;  // both are multiples of 4
    D3D12_GPU_VIRTUAL_ADDRESS source = 0;
    std::span<const uint32_t> constants;
    uint32_t groupsX = 1, groupsY = 1;
};

// Before it, what commands of `readers` were to read is made visible to it; after it, what it wrote
// to them. The compute state of the list is lost, and marked so.
void dispatchMeta(Recorder& recorder, const MetaDispatch& dispatch, VkPipelineStageFlags2 readers,
                  VkAccessFlags2 accesses);

}  // namespace baker
