// vkCmdCopyImage2's copies, for the host's too.
#pragma once

#include <span>

#include "recorder.hpp"

namespace baker {

void copyImage(Recorder& recorder, const VkCopyImageInfo2& info,
               std::span<const VkImageCopy2> regions);

}  // namespace baker
