// What the creation of pipelines of every bind point has in common.
#pragma once

#include <vulkan/vulkan.h>

#include <algorithm>
#include <chrono>

#include "base/chain.hpp"
#include "base/result.hpp"

namespace baker {

template <typename CreateInfo>
VkPipelineCreateFlags2 pipelineCreateFlags(const CreateInfo& info) {
    const auto* flags = findInChain<VkPipelineCreateFlags2CreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_CREATE_FLAGS_2_CREATE_INFO);
    return flags ? flags->flags : info.flags;
}

// VkPipelineCreationFeedbackCreateInfo, where the chain has one. The clock starts with it. Only
// with a cache of the application's can there be a hit.
class CreationFeedback {
  public:
    CreationFeedback(const void* chain, bool hasCache)
        : out_(findInChain<VkPipelineCreationFeedbackCreateInfo>(
              chain, VK_STRUCTURE_TYPE_PIPELINE_CREATION_FEEDBACK_CREATE_INFO)),
          start_(std::chrono::steady_clock::now()),
          allHits_(hasCache) {
        for (uint32_t i = 0; out_ && i < out_->pipelineStageCreationFeedbackCount; ++i)
            out_->pPipelineStageCreationFeedbacks[i] = {};
    }

    void addStage(uint32_t index, bool cacheHit, std::chrono::nanoseconds duration) {
        allHits_ &= cacheHit;
        if (out_ && index < out_->pipelineStageCreationFeedbackCount)
            out_->pPipelineStageCreationFeedbacks[index] = feedback(cacheHit, duration);
    }
    // `cacheHit`: what there was to do beside the stages.
    void finish(bool cacheHit) {
        if (out_) *out_->pPipelineCreationFeedback = feedback(allHits_ && cacheHit, elapsed());
    }
    std::chrono::nanoseconds elapsed() const { return std::chrono::steady_clock::now() - start_; }

  private:
    static VkPipelineCreationFeedback feedback(bool cacheHit, std::chrono::nanoseconds duration) {
        VkPipelineCreationFeedbackFlags flags = VK_PIPELINE_CREATION_FEEDBACK_VALID_BIT;
        if (cacheHit) flags |= VK_PIPELINE_CREATION_FEEDBACK_APPLICATION_PIPELINE_CACHE_HIT_BIT;
        return {flags, static_cast<uint64_t>(duration.count())};
    }

    const VkPipelineCreationFeedbackCreateInfo* out_;
    std::chrono::steady_clock::time_point start_;
    bool allHits_;
};

// vkCreate*Pipelines: makes each with `create`, a Result<some Pipeline*>(const CreateInfo&).
template <typename CreateInfo, typename Create>
VkResult createPipelines(uint32_t count, const CreateInfo* infos, VkPipeline* pipelines,
                         const Create& create) {
    std::fill_n(pipelines, count, VkPipeline(VK_NULL_HANDLE));
    VkResult result = VK_SUCCESS;
    for (uint32_t i = 0; i < count; ++i) {
        auto pipeline = create(infos[i]);
        if (pipeline.ok()) {
            pipelines[i] = pipeline.value()->handle();
            continue;
        }
        // An error weighs more than VK_PIPELINE_COMPILE_REQUIRED.
        if (!failed(result)) result = pipeline.error();
        if (pipelineCreateFlags(infos[i]) & VK_PIPELINE_CREATE_2_EARLY_RETURN_ON_FAILURE_BIT) break;
    }
    return result;
}

}  // namespace baker
