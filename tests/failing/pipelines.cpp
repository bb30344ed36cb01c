#include "pipelines.hpp"

#include <array>
#include <cstdlib>

#include "failing_compute.hpp"
#include "failing_vertex.hpp"
#include "program.hpp"

namespace baker::test {
namespace {

void require(VkResult result) {
    if (result != VK_SUCCESS) std::abort();
}

template <size_t kWords>
VkShaderModule makeModule(VkDevice device, const uint32_t (&words)[kWords]) {
    const VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, nullptr, 0,
                                        sizeof(words), words};
    VkShaderModule module = VK_NULL_HANDLE;
    require(vkCreateShaderModule(device, &info, nullptr, &module));
    return module;
}

VkPipelineLayout makeLayout(VkDevice device) {
    const VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    VkPipelineLayout layout = VK_NULL_HANDLE;
    require(vkCreatePipelineLayout(device, &info, nullptr, &layout));
    return layout;
}

VkRenderPass makeRenderPass(VkDevice device) {
    const VkSubpassDescription subpass{.pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS};
    VkRenderPassCreateInfo info{VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO};
    info.subpassCount = 1;
    info.pSubpasses = &subpass;
    VkRenderPass renderPass = VK_NULL_HANDLE;
    require(vkCreateRenderPass(device, &info, nullptr, &renderPass));
    return renderPass;
}

// Of one stage.
VkPipelineCreationFeedbackCreateInfo feedbackInfo(VkPipelineCreationFeedback& pipeline,
                                                  VkPipelineCreationFeedback& stage) {
    return {VK_STRUCTURE_TYPE_PIPELINE_CREATION_FEEDBACK_CREATE_INFO, nullptr, &pipeline, 1,
            &stage};
}

VkPipelineShaderStageCreateInfo stageInfo(VkShaderStageFlagBits stage, VkShaderModule module) {
    return {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
            nullptr,
            0,
            stage,
            module,
            "main",
            nullptr};
}

}  // namespace

ScopedDevice::ScopedDevice(const std::vector<const char*>& extensions)
    : device_(makeDevice(physicalDevices(makeInstance()).at(0), extensions)) {}

VkResult createCompute(VkDevice device, const PipelineOptions& options, Pipeline& out) {
    VkPipelineCreationFeedback pipelineFeedback{}, stageFeedback{};
    const auto feedback = feedbackInfo(pipelineFeedback, stageFeedback);
    out.module = makeModule(device, k_failing_compute);
    out.layout = makeLayout(device);
    const VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
                                           &feedback,
                                           options.flags,
                                           stageInfo(VK_SHADER_STAGE_COMPUTE_BIT, out.module),
                                           out.layout,
                                           VK_NULL_HANDLE,
                                           0};
    const VkResult result =
        vkCreateComputePipelines(device, options.cache, 1, &info, nullptr, &out.pipeline);
    if (options.feedback) *options.feedback = pipelineFeedback;
    return result;
}

VkResult createGraphics(VkDevice device, const PipelineOptions& options, Pipeline& out) {
    VkPipelineCreationFeedback pipelineFeedback{}, stageFeedback{};
    const auto feedback = feedbackInfo(pipelineFeedback, stageFeedback);
    out.module = makeModule(device, k_failing_vertex);
    out.layout = makeLayout(device);
    out.renderPass = makeRenderPass(device);
    const auto stage = stageInfo(VK_SHADER_STAGE_VERTEX_BIT, out.module);
    const VkPipelineVertexInputStateCreateInfo input{
        VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    const VkPipelineInputAssemblyStateCreateInfo assembly{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST};
    const VkPipelineViewportStateCreateInfo viewport{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO,
        .viewportCount = 1,
        .scissorCount = 1};
    const VkPipelineRasterizationStateCreateInfo rasterization{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO,
        .depthBiasEnable = VK_TRUE,
        .lineWidth = 1};
    const VkPipelineMultisampleStateCreateInfo multisample{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
        .rasterizationSamples = VK_SAMPLE_COUNT_1_BIT};
    const VkDynamicState states[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR,
                                     VK_DYNAMIC_STATE_DEPTH_BIAS};
    const VkPipelineDynamicStateCreateInfo dynamic{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO,
        .dynamicStateCount = std::size(states),
        .pDynamicStates = states};
    const VkGraphicsPipelineCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO,
        .pNext = &feedback,
        .flags = options.flags,
        .stageCount = 1,
        .pStages = &stage,
        .pVertexInputState = &input,
        .pInputAssemblyState = &assembly,
        .pViewportState = &viewport,
        .pRasterizationState = &rasterization,
        .pMultisampleState = &multisample,
        .pDynamicState = &dynamic,
        .layout = out.layout,
        .renderPass = out.renderPass};
    const VkResult result =
        vkCreateGraphicsPipelines(device, options.cache, 1, &info, nullptr, &out.pipeline);
    if (options.feedback) *options.feedback = pipelineFeedback;
    return result;
}

void destroy(VkDevice device, const Pipeline& pipeline) {
    vkDestroyPipeline(device, pipeline.pipeline, nullptr);
    vkDestroyRenderPass(device, pipeline.renderPass, nullptr);
    vkDestroyPipelineLayout(device, pipeline.layout, nullptr);
    vkDestroyShaderModule(device, pipeline.module, nullptr);
}

VkResult makeCompute(VkDevice device, const PipelineOptions& options) {
    Pipeline pipeline;
    const VkResult result = createCompute(device, options, pipeline);
    destroy(device, pipeline);
    return result;
}

VkResult makeGraphics(VkDevice device, const PipelineOptions& options) {
    Pipeline pipeline;
    const VkResult result = createGraphics(device, options, pipeline);
    destroy(device, pipeline);
    return result;
}

VkResult makeOutputLibrary(VkDevice device, const PipelineOptions& options) {
    VkPipelineCreationFeedback pipelineFeedback{};
    const VkPipelineCreationFeedbackCreateInfo feedback{
        VK_STRUCTURE_TYPE_PIPELINE_CREATION_FEEDBACK_CREATE_INFO, nullptr, &pipelineFeedback, 0,
        nullptr};
    const VkGraphicsPipelineLibraryCreateInfoEXT library{
        VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_LIBRARY_CREATE_INFO_EXT, &feedback,
        VK_GRAPHICS_PIPELINE_LIBRARY_FRAGMENT_OUTPUT_INTERFACE_BIT_EXT};
    const VkPipelineMultisampleStateCreateInfo multisample{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
        .rasterizationSamples = VK_SAMPLE_COUNT_1_BIT};
    const VkPipelineColorBlendStateCreateInfo blend{
        VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &library};
    info.flags = VK_PIPELINE_CREATE_LIBRARY_BIT_KHR;
    info.pMultisampleState = &multisample;
    info.pColorBlendState = &blend;
    info.renderPass = makeRenderPass(device);
    VkPipeline pipeline = VK_NULL_HANDLE;
    const VkResult result =
        vkCreateGraphicsPipelines(device, options.cache, 1, &info, nullptr, &pipeline);
    if (options.feedback) *options.feedback = pipelineFeedback;
    vkDestroyPipeline(device, pipeline, nullptr);
    vkDestroyRenderPass(device, info.renderPass, nullptr);
    return result;
}

VkPipelineCache makeCache(VkDevice device, const std::vector<char>& data) {
    const VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO, nullptr, 0,
                                         data.size(), data.data()};
    VkPipelineCache cache = VK_NULL_HANDLE;
    require(vkCreatePipelineCache(device, &info, nullptr, &cache));
    return cache;
}

std::vector<char> dataOf(VkDevice device, VkPipelineCache cache) {
    size_t size = 0;
    require(vkGetPipelineCacheData(device, cache, &size, nullptr));
    std::vector<char> data(size);
    require(vkGetPipelineCacheData(device, cache, &size, data.data()));
    return data;
}

}  // namespace baker::test
