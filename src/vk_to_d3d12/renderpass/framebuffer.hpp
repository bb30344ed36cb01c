// VkFramebuffer: the views of a render pass's attachments, unless vkCmdBeginRenderPass names them.
#pragma once

#include <vector>

#include "base/object.hpp"

namespace baker {

class ImageView;

class Framebuffer : public Object<Framebuffer, VkFramebuffer> {
  public:
    explicit Framebuffer(const VkFramebufferCreateInfo& info);

    // Empty: VK_FRAMEBUFFER_CREATE_IMAGELESS_BIT.
    const std::vector<const ImageView*>& attachments() const { return attachments_; }
    uint32_t layers() const { return layers_; }

  private:
    std::vector<const ImageView*> attachments_;
    uint32_t layers_;
};

}  // namespace baker
