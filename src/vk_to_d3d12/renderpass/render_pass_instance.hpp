// A render pass that is being recorded: which subpass it is at, and its attachments.
//
// Each subpass is barriers, then dynamic rendering (command/rendering.hpp).
#pragma once

#include <span>
#include <vector>

#include "command/rendering.hpp"
#include "render_pass.hpp"

namespace baker {

class Framebuffer;

// What vkCmdBeginRenderPass2 gave.
struct RenderPassBegin {
    const RenderPass* pass = nullptr;
    uint32_t layers = 1;
    VkRect2D area{};
    std::span<const ImageView* const> attachments;
    std::span<const VkClearValue> clears;
};

class RenderPassInstance {
  public:
    void begin(Recorder& recorder, const RenderPassBegin& info);
    void next(Recorder& recorder);
    void end(Recorder& recorder);

  private:
    void beginSubpass(Recorder& recorder);
    RenderingInfo renderingInfo() const;
    RenderingAttachment attachment(const AttachmentUse& use) const;
    void setDepthStencil(const SubpassInfo& subpass, RenderingInfo& info) const;
    void clearUnrendered(Recorder& recorder) const;
    void transition(Recorder& recorder, std::span<const AttachmentTransition> transitions) const;

    const RenderPass* pass_ = nullptr;
    uint32_t subpass_ = 0;
    uint32_t layers_ = 1;
    VkRect2D area_{};
    std::vector<const ImageView*> attachments_;
    std::vector<VkClearValue> clears_;
};

}  // namespace baker
