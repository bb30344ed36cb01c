// Render passes and bindings of Vulkan 1.0, in terms of their newest forms.
#include <vector>

#include "base/chain.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// A VkRenderPassCreateInfo2 that says what a VkRenderPassCreateInfo says.
class RenderPass2 {
  public:
    explicit RenderPass2(const VkRenderPassCreateInfo& info);
    const VkRenderPassCreateInfo2& info() const { return info_; }

  private:
    void addAttachments(const VkRenderPassCreateInfo& info);
    void addSubpass(const VkSubpassDescription& subpass, const VkRenderPassCreateInfo& info);
    void addDependencies(const VkRenderPassCreateInfo& info);
    // The index of the first of `count` references.
    size_t addReferences(const VkAttachmentReference* references, uint32_t count);
    void linkReferences();

    struct SubpassReferences {
        size_t inputs, colors, resolves, depthStencil;
        bool hasResolves, hasDepthStencil;
    };

    VkRenderPassCreateInfo2 info_{VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO_2};
    std::vector<VkAttachmentDescription2> attachments_;
    std::vector<VkAttachmentReference2> references_;
    std::vector<VkSubpassDescription2> subpasses_;
    std::vector<SubpassReferences> subpassReferences_;
    std::vector<VkSubpassDependency2> dependencies_;
};

RenderPass2::RenderPass2(const VkRenderPassCreateInfo& info) {
    addAttachments(info);
    for (uint32_t i = 0; i < info.subpassCount; ++i) addSubpass(info.pSubpasses[i], info);
    linkReferences();
    addDependencies(info);
    info_.flags = info.flags;
    info_.attachmentCount = info.attachmentCount;
    info_.pAttachments = attachments_.data();
    info_.subpassCount = info.subpassCount;
    info_.pSubpasses = subpasses_.data();
    info_.dependencyCount = info.dependencyCount;
    info_.pDependencies = dependencies_.data();
}

void RenderPass2::addAttachments(const VkRenderPassCreateInfo& info) {
    for (uint32_t i = 0; i < info.attachmentCount; ++i) {
        const VkAttachmentDescription& a = info.pAttachments[i];
        attachments_.push_back({VK_STRUCTURE_TYPE_ATTACHMENT_DESCRIPTION_2, nullptr, a.flags,
                                a.format, a.samples, a.loadOp, a.storeOp, a.stencilLoadOp,
                                a.stencilStoreOp, a.initialLayout, a.finalLayout});
    }
}

size_t RenderPass2::addReferences(const VkAttachmentReference* references, uint32_t count) {
    const size_t first = references_.size();
    for (uint32_t i = 0; references && i < count; ++i)
        references_.push_back({VK_STRUCTURE_TYPE_ATTACHMENT_REFERENCE_2, nullptr,
                               references[i].attachment, references[i].layout, 0});
    return first;
}

// View masks and the aspects of input attachments are in the chain.
void RenderPass2::addSubpass(const VkSubpassDescription& subpass,
                             const VkRenderPassCreateInfo& info) {
    const auto* multiview = findInChain<VkRenderPassMultiviewCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_RENDER_PASS_MULTIVIEW_CREATE_INFO);
    const size_t index = subpasses_.size();
    VkSubpassDescription2 out{VK_STRUCTURE_TYPE_SUBPASS_DESCRIPTION_2};
    out.flags = subpass.flags;
    out.pipelineBindPoint = subpass.pipelineBindPoint;
    if (multiview && index < multiview->subpassCount) out.viewMask = multiview->pViewMasks[index];
    out.inputAttachmentCount = subpass.inputAttachmentCount;
    out.colorAttachmentCount = subpass.colorAttachmentCount;
    out.preserveAttachmentCount = subpass.preserveAttachmentCount;
    out.pPreserveAttachments = subpass.pPreserveAttachments;
    SubpassReferences references{};
    references.inputs = addReferences(subpass.pInputAttachments, subpass.inputAttachmentCount);
    references.colors = addReferences(subpass.pColorAttachments, subpass.colorAttachmentCount);
    references.resolves = addReferences(subpass.pResolveAttachments, subpass.colorAttachmentCount);
    references.depthStencil = addReferences(subpass.pDepthStencilAttachment, 1);
    references.hasResolves = subpass.pResolveAttachments != nullptr;
    references.hasDepthStencil = subpass.pDepthStencilAttachment != nullptr;
    subpasses_.push_back(out);
    subpassReferences_.push_back(references);
}

// When no reference moves any more.
void RenderPass2::linkReferences() {
    for (size_t i = 0; i < subpasses_.size(); ++i) {
        const SubpassReferences& r = subpassReferences_[i];
        VkSubpassDescription2& subpass = subpasses_[i];
        subpass.pInputAttachments = references_.data() + r.inputs;
        subpass.pColorAttachments = references_.data() + r.colors;
        subpass.pResolveAttachments = r.hasResolves ? references_.data() + r.resolves : nullptr;
        subpass.pDepthStencilAttachment =
            r.hasDepthStencil ? references_.data() + r.depthStencil : nullptr;
    }
}

void RenderPass2::addDependencies(const VkRenderPassCreateInfo& info) {
    const auto* multiview = findInChain<VkRenderPassMultiviewCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_RENDER_PASS_MULTIVIEW_CREATE_INFO);
    for (uint32_t i = 0; i < info.dependencyCount; ++i) {
        const VkSubpassDependency& d = info.pDependencies[i];
        const int32_t viewOffset =
            multiview && i < multiview->dependencyCount ? multiview->pViewOffsets[i] : 0;
        dependencies_.push_back({VK_STRUCTURE_TYPE_SUBPASS_DEPENDENCY_2, nullptr, d.srcSubpass,
                                 d.dstSubpass, d.srcStageMask, d.dstStageMask, d.srcAccessMask,
                                 d.dstAccessMask, d.dependencyFlags, viewOffset});
    }
}

}  // namespace

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateRenderPass(VkDevice device, const VkRenderPassCreateInfo* info,
                                                const VkAllocationCallbacks* allocator,
                                                VkRenderPass* pass) {
    return CreateRenderPass2(device, &RenderPass2(*info).info(), allocator, pass);
}

VKAPI_ATTR void VKAPI_CALL CmdBeginRenderPass(VkCommandBuffer commandBuffer,
                                              const VkRenderPassBeginInfo* info,
                                              VkSubpassContents contents) {
    const VkSubpassBeginInfo begin{VK_STRUCTURE_TYPE_SUBPASS_BEGIN_INFO, nullptr, contents};
    CmdBeginRenderPass2(commandBuffer, info, &begin);
}

VKAPI_ATTR void VKAPI_CALL CmdNextSubpass(VkCommandBuffer commandBuffer,
                                          VkSubpassContents contents) {
    const VkSubpassBeginInfo begin{VK_STRUCTURE_TYPE_SUBPASS_BEGIN_INFO, nullptr, contents};
    const VkSubpassEndInfo end{VK_STRUCTURE_TYPE_SUBPASS_END_INFO, nullptr};
    CmdNextSubpass2(commandBuffer, &begin, &end);
}

VKAPI_ATTR void VKAPI_CALL CmdEndRenderPass(VkCommandBuffer commandBuffer) {
    const VkSubpassEndInfo end{VK_STRUCTURE_TYPE_SUBPASS_END_INFO, nullptr};
    CmdEndRenderPass2(commandBuffer, &end);
}

VKAPI_ATTR void VKAPI_CALL CmdBindVertexBuffers(VkCommandBuffer commandBuffer, uint32_t first,
                                                uint32_t count, const VkBuffer* buffers,
                                                const VkDeviceSize* offsets) {
    CmdBindVertexBuffers2(commandBuffer, first, count, buffers, offsets, nullptr, nullptr);
}

VKAPI_ATTR void VKAPI_CALL CmdBindIndexBuffer(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                              VkDeviceSize offset, VkIndexType type) {
    CmdBindIndexBuffer2(commandBuffer, buffer, offset, VK_WHOLE_SIZE, type);
}

}  // namespace entry
}  // namespace baker
