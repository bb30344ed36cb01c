// Clears of whole levels and layers of an image, in whatever way its resource allows.
#pragma once

#include "sync/image_barrier.hpp"

namespace baker {

// Recorded between barriers from and to `layout`. The list's graphics state is lost. Multisampled
// images on other queues than direct ones fail the recorder.
void clearColorRange(Recorder& recorder, const Image& image, VkImageLayout layout,
                     const VkClearColorValue& value, const ImageRange& range);
void clearDepthStencilRange(Recorder& recorder, const Image& image, VkImageLayout layout,
                            const VkClearDepthStencilValue& value, const ImageRange& range);

}  // namespace baker
