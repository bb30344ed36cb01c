#include "vulkan/vkd3d_pipelines.hpp"

#include <algorithm>
#include <array>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

constexpr uint32_t kViewports = D3D12_VIEWPORT_AND_SCISSORRECT_OBJECT_COUNT_PER_PIPELINE;

struct Functions {
    PFN_vkCreateGraphicsPipelines createGraphicsPipelines;
    PFN_vkCmdSetViewport cmdSetViewport;
    PFN_vkCmdSetScissor cmdSetScissor;
};
Functions next;

thread_local D3D12_PRIMITIVE_TOPOLOGY drawnTopology = D3D_PRIMITIVE_TOPOLOGY_UNDEFINED;
thread_local const AlphaFactors* drawnFactors = nullptr;
thread_local VkLineRasterizationModeEXT drawnLines = VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT;

struct TopologyRow {
    D3D12_PRIMITIVE_TOPOLOGY set, forVkd3d;
    VkPrimitiveTopology vulkan;
};

constexpr TopologyRow kTopologies[] = {
    {D3D_PRIMITIVE_TOPOLOGY_LINELIST_ADJ, D3D_PRIMITIVE_TOPOLOGY_LINELIST_ADJ,
     VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY},
    {D3D_PRIMITIVE_TOPOLOGY_LINESTRIP_ADJ, D3D_PRIMITIVE_TOPOLOGY_TRIANGLESTRIP,
     VK_PRIMITIVE_TOPOLOGY_LINE_STRIP_WITH_ADJACENCY},
    {D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST_ADJ, D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST_ADJ,
     VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST_WITH_ADJACENCY},
    {D3D_PRIMITIVE_TOPOLOGY_TRIANGLESTRIP_ADJ, D3D_PRIMITIVE_TOPOLOGY_LINESTRIP,
     VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY},
};

const TopologyRow* findTopology(D3D12_PRIMITIVE_TOPOLOGY topology) {
    const auto row = std::ranges::find(kTopologies, topology, &TopologyRow::set);
    return row == std::end(kTopologies) ? nullptr : row;
}

// A pipeline's description with what vkd3d leaves out.
struct Mended {
    explicit Mended(VkGraphicsPipelineCreateInfo& info) {
        if (info.pViewportState) {
            viewports = *info.pViewportState;
            viewports.viewportCount = viewports.scissorCount = kViewports;
            info.pViewportState = &viewports;
        }
        if (const TopologyRow* row = findTopology(drawnTopology); row && info.pInputAssemblyState) {
            assembly = *info.pInputAssemblyState;
            assembly.topology = row->vulkan;
            info.pInputAssemblyState = &assembly;
        }
        if (info.pColorBlendState && drawnFactors) {
            blending = *info.pColorBlendState;
            const std::span used(targets.begin(), blending.attachmentCount);
            std::copy_n(blending.pAttachments, used.size(), used.begin());
            mendBlending(*drawnFactors, used);
            blending.pAttachments = targets.data();
            info.pColorBlendState = &blending;
        }
        if (drawnLines != VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT && info.pRasterizationState) {
            raster = *info.pRasterizationState;
            lines.pNext = raster.pNext;
            lines.lineRasterizationMode = drawnLines;
            raster.pNext = &lines;
            info.pRasterizationState = &raster;
        }
    }
    Mended(const Mended&) = delete;
    Mended& operator=(const Mended&) = delete;
    VkPipelineViewportStateCreateInfo viewports;
    VkPipelineInputAssemblyStateCreateInfo assembly;
    VkPipelineRasterizationStateCreateInfo raster;
    VkPipelineRasterizationLineStateCreateInfoEXT lines{
        VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_LINE_STATE_CREATE_INFO_EXT,
        nullptr,
        VK_LINE_RASTERIZATION_MODE_DEFAULT_EXT,
        VK_FALSE,
        0,
        0};
    VkPipelineColorBlendStateCreateInfo blending;
    std::array<VkPipelineColorBlendAttachmentState, D3D12_SIMULTANEOUS_RENDER_TARGET_COUNT> targets;
};

VkResult VKAPI_PTR createGraphicsPipelines(VkDevice device, VkPipelineCache cache, uint32_t count,
                                           const VkGraphicsPipelineCreateInfo* infos,
                                           const VkAllocationCallbacks* allocator,
                                           VkPipeline* pipelines) {
    for (uint32_t i = 0; i < count; ++i) {
        VkGraphicsPipelineCreateInfo info = infos[i];
        const Mended mended(info);
        const VkResult result =
            next.createGraphicsPipelines(device, cache, 1, &info, allocator, pipelines + i);
        if (result != VK_SUCCESS) return result;
    }
    return VK_SUCCESS;
}

// D3D12 disables those that a call does not set: their scissor is empty.
void VKAPI_PTR cmdSetViewport(VkCommandBuffer list, uint32_t first, uint32_t count,
                              const VkViewport* viewports) {
    std::array<VkViewport, kViewports> all;
    all.fill({0, 0, 1, 1, 0, 1});
    std::copy_n(viewports, std::min(count, kViewports - first), all.begin() + first);
    next.cmdSetViewport(list, 0, kViewports, all.data());
}

void VKAPI_PTR cmdSetScissor(VkCommandBuffer list, uint32_t first, uint32_t count,
                             const VkRect2D* scissors) {
    std::array<VkRect2D, kViewports> all{};
    std::copy_n(scissors, std::min(count, kViewports - first), all.begin() + first);
    next.cmdSetScissor(list, 0, kViewports, all.data());
}

}  // namespace

std::span<const Interception> pipelineInterceptions() {
    static const Interception rows[] = {
        intercept("vkCreateGraphicsPipelines", createGraphicsPipelines,
                  next.createGraphicsPipelines),
        intercept("vkCmdSetViewport", cmdSetViewport, next.cmdSetViewport),
        intercept("vkCmdSetScissor", cmdSetScissor, next.cmdSetScissor),
    };
    return rows;
}

void drawNextWith(D3D12_PRIMITIVE_TOPOLOGY topology, const AlphaFactors& factors,
                  VkLineRasterizationModeEXT lines) {
    drawnLines = lines;
    drawnTopology = topology;
    drawnFactors = &factors;
}

D3D12_PRIMITIVE_TOPOLOGY topologyForVkd3d(D3D12_PRIMITIVE_TOPOLOGY topology) {
    const TopologyRow* row = findTopology(topology);
    return row ? row->forVkd3d : topology;
}

}  // namespace baker::host
