// Resolves at the end of rendering.
#pragma once

#include "rendering.hpp"

namespace baker {

// The attachments are in the states of their layouts.
void resolveAttachments(Recorder& recorder, const RenderingInfo& info);

}  // namespace baker
