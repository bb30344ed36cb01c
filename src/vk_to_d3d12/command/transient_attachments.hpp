// VK_EXT_multisampled_render_to_single_sampled: rendering to attachments of one sample goes through
// multisampled ones, which live as long as the recording: loaded before, resolved after.
#pragma once

#include <memory>
#include <vector>

#include "base/result.hpp"

namespace baker {

class Device;
class Image;
class ImageView;
struct Recorder;
struct RenderingInfo;

class TransientAttachments {
  public:
    explicit TransientAttachments(Device& device) : device_(device) {}
    ~TransientAttachments() { reset(); }
    TransientAttachments(const TransientAttachments&) = delete;
    TransientAttachments& operator=(const TransientAttachments&) = delete;

    // Replaces the attachments of one sample, with info.transientSamples, and loads what is loaded.
    void replace(Recorder& recorder, RenderingInfo& info);
    void reset();

  private:
    // Of the view's part, in the layout ATTACHMENT_OPTIMAL.
    Result<const ImageView*> make(Recorder& recorder, const ImageView& view, uint32_t samples);

    Device& device_;
    std::vector<Image*> images_;
    std::vector<ImageView*> views_;
};

}  // namespace baker
