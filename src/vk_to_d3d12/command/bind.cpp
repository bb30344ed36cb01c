// Binding: pipelines, descriptor sets, push constants. Writes state; flush.cpp hands it on.
#include <algorithm>
#include <bit>
#include <cstring>

#include "bind.hpp"
#include "command_buffer.hpp"
#include "descriptor/descriptor_set.hpp"
#include "graphics_flush.hpp"
#include "pipeline/compute_pipeline.hpp"
#include "pipeline/graphics_pipeline.hpp"
#include "pipeline/pipeline_layout.hpp"
#include "pipeline/shader_object.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

void bindComputePipeline(Recorder& recorder, const ComputePipeline& pipeline) {
    if (recorder.computePipeline == &pipeline) return;
    recorder.computePipeline = &pipeline;
    recorder.compute.dirty |= kDirtyPipeline;
}

void bindShader(Recorder& recorder, VkShaderStageFlagBits stage, const ShaderObject* shader) {
    if (stage == VK_SHADER_STAGE_COMPUTE_BIT) {
        if (shader) return bindComputePipeline(recorder, *shader->compute());
        recorder.computePipeline = nullptr;
        return;
    }
    const auto index = static_cast<uint32_t>(std::countr_zero(static_cast<uint32_t>(stage)));
    GraphicsRecorder& graphics = recorder.graphics;
    if (index >= graphics.shaders.size()) return;  // task and mesh shaders: none is bound
    graphics.shaders[index] = shader;
    graphics.usesShaders = true;
    graphics.bindings.dirty |= kDirtyShaders;
}

// The dynamic offsets of consecutive sets lie one after another, in the command as in the root
// constants, where those of the first set begin at pair `target`.
void bindSets(BindPointState& state, uint32_t first, std::span<const VkDescriptorSet> sets,
              uint32_t target, std::span<const uint32_t> offsets) {
    const uint32_t* offset = offsets.data();
    for (uint32_t i = 0; i < sets.size(); ++i) {
        const auto* set = DescriptorSet::from(sets[i]);
        if (!set) continue;
        bindSet(state, first + i, *set);
        for (const uint32_t size : set->dynamicSizes) {
            uint32_t* pair = &state.dynamicOffsets[kDynamicWords * target++];
            pair[0] = *offset++;
            pair[1] = size;
        }
    }
    if (!offsets.empty()) state.dirty |= kDirtyDynamicOffsets;
}

}  // namespace

void bindSet(BindPointState& state, uint32_t index, const DescriptorSet& set) {
    state.tables[index] = set.table;
    state.samplerTables[index] = set.samplers.table();
    state.boundTables |= 1u << index;
    state.dirty |= 1u << index;
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBindPipeline(VkCommandBuffer commandBuffer,
                                           VkPipelineBindPoint pipelineBindPoint,
                                           VkPipeline pipeline) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    if (pipelineBindPoint == VK_PIPELINE_BIND_POINT_COMPUTE) {
        const auto* compute = static_cast<const ComputePipeline*>(Pipeline::from(pipeline));
        target.record([compute](Recorder& recorder) { bindComputePipeline(recorder, *compute); });
    } else {
        const auto* graphics = static_cast<const GraphicsPipeline*>(Pipeline::from(pipeline));
        target.record([graphics](Recorder& recorder) {
            recorder.graphics.usesShaders = false;
            recorder.graphics.shaders = {};
            bindGraphicsPipeline(recorder, *graphics);
        });
    }
}

VKAPI_ATTR void VKAPI_CALL CmdBindShadersEXT(VkCommandBuffer commandBuffer, uint32_t stageCount,
                                             const VkShaderStageFlagBits* pStages,
                                             const VkShaderEXT* pShaders) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    for (uint32_t i = 0; i < stageCount; ++i) {
        const auto* shader = pShaders ? ShaderObject::from(pShaders[i]) : nullptr;
        target.record([stage = pStages[i], shader](Recorder& recorder) {
            bindShader(recorder, stage, shader);
        });
    }
}

VKAPI_ATTR void VKAPI_CALL CmdBindDescriptorSets2(VkCommandBuffer commandBuffer,
                                                  const VkBindDescriptorSetsInfo* pInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const uint32_t first = pInfo->firstSet;
    // The layout may be destroyed before a secondary command buffer is executed.
    const uint32_t firstOffset =
        PipelineLayout::from(pInfo->layout)->firstDynamicOffset(pInfo->firstSet);
    const auto sets = target.keep(pInfo->pDescriptorSets, pInfo->descriptorSetCount);
    const auto offsets = target.keep(pInfo->pDynamicOffsets, pInfo->dynamicOffsetCount);
    target.record([=, stages = pInfo->stageFlags](Recorder& recorder) {
        if (stages & VK_SHADER_STAGE_COMPUTE_BIT)
            bindSets(recorder.compute, first, sets, firstOffset, offsets);
        if (stages & VK_SHADER_STAGE_ALL_GRAPHICS)
            bindSets(recorder.graphics.bindings, first, sets, firstOffset, offsets);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdPushConstants2(VkCommandBuffer commandBuffer,
                                             const VkPushConstantsInfo* pPushConstantsInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto values = target.keep(static_cast<const std::byte*>(pPushConstantsInfo->pValues),
                                    pPushConstantsInfo->size);
    target.record([offset = pPushConstantsInfo->offset, values](Recorder& recorder) {
        std::memcpy(recorder.pushConstants.data() + offset, values.data(), values.size());
        recorder.compute.dirty |= kDirtyPushConstants;
        recorder.graphics.bindings.dirty |= kDirtyPushConstants;
    });
}

}  // namespace baker::entry
