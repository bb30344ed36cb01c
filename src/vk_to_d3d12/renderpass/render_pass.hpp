// VkRenderPass, as what it means in terms of dynamic rendering: for each subpass the attachments to
// begin with, the image transitions before, and what its dependencies ask for.
//
// Source: Vulkan specification, chapter "Render Pass".
#pragma once

#include <vector>

#include "base/object.hpp"
#include "sync/barrier.hpp"

namespace baker {

struct AttachmentLayouts {
    VkImageLayout color = VK_IMAGE_LAYOUT_UNDEFINED;  // or depth
    VkImageLayout stencil = VK_IMAGE_LAYOUT_UNDEFINED;
    friend bool operator==(const AttachmentLayouts&, const AttachmentLayouts&) = default;
};

struct AttachmentUse {
    uint32_t attachment = VK_ATTACHMENT_UNUSED;
    AttachmentLayouts layouts;
    // Views that the render pass uses for the first time: the load operations apply to them.
    // Without multiview bit 0 stands for all.
    uint32_t firstViews = 0;

    bool first() const { return firstViews != 0; }
    bool used() const { return attachment != VK_ATTACHMENT_UNUSED; }
};

struct AttachmentTransition {
    uint32_t attachment = 0;
    AttachmentLayouts before, after;
};

struct SubpassInfo {
    std::vector<AttachmentUse> colors;
    std::vector<AttachmentUse> resolves;  // as many as colors, or none
    AttachmentUse depthStencil;
    AttachmentUse depthStencilResolve;
    VkResolveModeFlagBits depthResolveMode = VK_RESOLVE_MODE_NONE;
    VkResolveModeFlagBits stencilResolveMode = VK_RESOLVE_MODE_NONE;
    // Used for the first time, as input attachments alone: the load operations apply here.
    std::vector<AttachmentUse> clearedInputs;
    uint32_t viewMask = 0;
    uint32_t transientSamples = 0;                  // as in RenderingInfo
    std::vector<AttachmentTransition> transitions;  // before the subpass
    MemoryDependency dependency;                    // before the subpass
};

class RenderPass : public Object<RenderPass, VkRenderPass> {
  public:
    explicit RenderPass(const VkRenderPassCreateInfo2& info);

    const std::vector<VkAttachmentDescription2>& attachments() const { return attachments_; }
    const std::vector<SubpassInfo>& subpasses() const { return subpasses_; }
    // After the last subpass.
    const std::vector<AttachmentTransition>& finalTransitions() const { return finalTransitions_; }
    const MemoryDependency& finalDependency() const { return finalDependency_; }

  private:
    void addAttachment(const VkAttachmentDescription2& description);
    void addSubpass(const VkSubpassDescription2& description);
    void addInputs(const VkSubpassDescription2& description, SubpassInfo& subpass);
    void mark(const SubpassInfo& subpass);  // its attachments are used
    void addDependency(const VkSubpassDependency2& dependency);
    void addImplicitDependencies(const VkRenderPassCreateInfo2& info);
    void finish();
    AttachmentUse use(const VkAttachmentReference2* reference, SubpassInfo& subpass);

    std::vector<VkAttachmentDescription2> attachments_;  // without their chains
    std::vector<AttachmentLayouts> initial_, final_;
    std::vector<AttachmentLayouts> current_;  // while subpasses are added
    std::vector<uint32_t> usedViews_;         // the same
    std::vector<SubpassInfo> subpasses_;
    std::vector<AttachmentTransition> finalTransitions_;
    MemoryDependency finalDependency_;
};

}  // namespace baker
