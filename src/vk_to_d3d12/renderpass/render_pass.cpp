#include "render_pass.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// Layouts of an attachment's aspects; without a structure of its own the stencil has the other's.
template <typename Stencil>
AttachmentLayouts layouts(VkImageLayout layout, const Stencil* stencil,
                          VkImageLayout Stencil::* member) {
    return {layout, stencil ? stencil->*member : layout};
}

constexpr VkAccessFlags2 kAttachmentReads = VK_ACCESS_2_INPUT_ATTACHMENT_READ_BIT |
                                            VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT |
                                            VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT;
constexpr VkAccessFlags2 kAttachmentWrites =
    VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT | VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT;

// Bit 0 stands for what a subpass without multiview renders to.
uint32_t viewsOf(const SubpassInfo& subpass) {
    return subpass.viewMask ? subpass.viewMask : 1;
}

}  // namespace

RenderPass::RenderPass(const VkRenderPassCreateInfo2& info) {
    for (uint32_t i = 0; i < info.attachmentCount; ++i) addAttachment(info.pAttachments[i]);
    current_ = initial_;
    usedViews_.resize(info.attachmentCount);
    for (uint32_t i = 0; i < info.subpassCount; ++i) addSubpass(info.pSubpasses[i]);
    for (uint32_t i = 0; i < info.dependencyCount; ++i) addDependency(info.pDependencies[i]);
    addImplicitDependencies(info);
    finish();
}

void RenderPass::addAttachment(const VkAttachmentDescription2& description) {
    const auto* stencil = findInChain<VkAttachmentDescriptionStencilLayout>(
        description.pNext, VK_STRUCTURE_TYPE_ATTACHMENT_DESCRIPTION_STENCIL_LAYOUT);
    initial_.push_back(layouts(description.initialLayout, stencil,
                               &VkAttachmentDescriptionStencilLayout::stencilInitialLayout));
    final_.push_back(layouts(description.finalLayout, stencil,
                             &VkAttachmentDescriptionStencilLayout::stencilFinalLayout));
    attachments_.push_back(description);
    attachments_.back().pNext = nullptr;
}

AttachmentUse RenderPass::use(const VkAttachmentReference2* reference, SubpassInfo& subpass) {
    if (!reference || reference->attachment == VK_ATTACHMENT_UNUSED) return {};
    const auto* stencil = findInChain<VkAttachmentReferenceStencilLayout>(
        reference->pNext, VK_STRUCTURE_TYPE_ATTACHMENT_REFERENCE_STENCIL_LAYOUT);
    const uint32_t i = reference->attachment;
    const AttachmentUse result{
        i, layouts(reference->layout, stencil, &VkAttachmentReferenceStencilLayout::stencilLayout),
        viewsOf(subpass) & ~usedViews_[i]};
    if (current_[i] != result.layouts)
        subpass.transitions.push_back({i, current_[i], result.layouts});
    current_[i] = result.layouts;
    return result;
}

void RenderPass::addSubpass(const VkSubpassDescription2& description) {
    SubpassInfo& subpass = subpasses_.emplace_back();
    subpass.viewMask = description.viewMask;
    for (uint32_t i = 0; i < description.colorAttachmentCount; ++i)
        subpass.colors.push_back(use(&description.pColorAttachments[i], subpass));
    if (description.pResolveAttachments)
        for (uint32_t i = 0; i < description.colorAttachmentCount; ++i)
            subpass.resolves.push_back(use(&description.pResolveAttachments[i], subpass));
    subpass.depthStencil = use(description.pDepthStencilAttachment, subpass);
    if (const auto* resolve = findInChain<VkSubpassDescriptionDepthStencilResolve>(
            description.pNext, VK_STRUCTURE_TYPE_SUBPASS_DESCRIPTION_DEPTH_STENCIL_RESOLVE)) {
        subpass.depthStencilResolve = use(resolve->pDepthStencilResolveAttachment, subpass);
        subpass.depthResolveMode = resolve->depthResolveMode;
        subpass.stencilResolveMode = resolve->stencilResolveMode;
    }
    if (const auto* single = findInChain<VkMultisampledRenderToSingleSampledInfoEXT>(
            description.pNext, VK_STRUCTURE_TYPE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_INFO_EXT))
        if (single->multisampledRenderToSingleSampledEnable)
            subpass.transientSamples = single->rasterizationSamples;
    addInputs(description, subpass);
}

void RenderPass::mark(const SubpassInfo& subpass) {
    const auto mark = [&](const AttachmentUse& use) {
        if (use.used()) usedViews_[use.attachment] |= viewsOf(subpass);
    };
    std::ranges::for_each(subpass.colors, mark);
    std::ranges::for_each(subpass.resolves, mark);
    mark(subpass.depthStencil);
    mark(subpass.depthStencilResolve);
}

// An attachment that the subpass both reads and writes has one layout in both references.
void RenderPass::addInputs(const VkSubpassDescription2& description, SubpassInfo& subpass) {
    mark(subpass);
    for (uint32_t i = 0; i < description.inputAttachmentCount; ++i) {
        const AttachmentUse input = use(&description.pInputAttachments[i], subpass);
        if (!input.used() || !input.first()) continue;
        subpass.clearedInputs.push_back(input);
        usedViews_[input.attachment] |= viewsOf(subpass);
    }
}

// Subpasses are executed one after another: a dependency is satisfied just before its second.
// Those of a subpass on itself are the application's pipeline barriers.
void RenderPass::addDependency(const VkSubpassDependency2& dependency) {
    if (dependency.srcSubpass == dependency.dstSubpass) return;
    MemoryDependency memory{dependency.srcStageMask, dependency.srcAccessMask,
                            dependency.dstStageMask, dependency.dstAccessMask};
    if (const auto* barrier =
            findInChain<VkMemoryBarrier2>(dependency.pNext, VK_STRUCTURE_TYPE_MEMORY_BARRIER_2))
        memory = {barrier->srcStageMask, barrier->srcAccessMask, barrier->dstStageMask,
                  barrier->dstAccessMask};
    (dependency.dstSubpass == VK_SUBPASS_EXTERNAL ? finalDependency_
                                                  : subpasses_[dependency.dstSubpass].dependency) |=
        memory;
}

void RenderPass::addImplicitDependencies(const VkRenderPassCreateInfo2& info) {
    bool before = false, after = false;
    for (uint32_t i = 0; i < info.dependencyCount; ++i) {
        before |= info.pDependencies[i].srcSubpass == VK_SUBPASS_EXTERNAL;
        after |= info.pDependencies[i].dstSubpass == VK_SUBPASS_EXTERNAL;
    }
    constexpr VkPipelineStageFlags2 kAll = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    if (!before && !subpasses_.empty())
        subpasses_.front().dependency |= {kAll, 0, kAll, kAttachmentReads | kAttachmentWrites};
    if (!after) finalDependency_ |= {kAll, kAttachmentWrites, kAll, 0};
}

void RenderPass::finish() {
    for (uint32_t i = 0; i < attachments_.size(); ++i)
        if (current_[i] != final_[i]) finalTransitions_.push_back({i, current_[i], final_[i]});
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateRenderPass2(VkDevice device,
                                                 const VkRenderPassCreateInfo2* pCreateInfo,
                                                 const VkAllocationCallbacks* pAllocator,
                                                 VkRenderPass* pRenderPass) {
    auto* pass = newObject<RenderPass>(Device::from(device)->allocator(pAllocator),
                                       VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *pCreateInfo);
    if (!pass) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pRenderPass = pass->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyRenderPass(VkDevice device, VkRenderPass renderPass,
                                             const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), RenderPass::from(renderPass));
}

VKAPI_ATTR void VKAPI_CALL GetRenderAreaGranularity(VkDevice, VkRenderPass,
                                                    VkExtent2D* pGranularity) {
    *pGranularity = {1, 1};
}

VKAPI_ATTR void VKAPI_CALL GetRenderingAreaGranularity(VkDevice, const VkRenderingAreaInfo*,
                                                       VkExtent2D* pGranularity) {
    *pGranularity = {1, 1};
}

}  // namespace baker::entry
