#include "resolve_attachment.hpp"

#include "recorder.hpp"
#include "resource/image_view.hpp"

namespace baker {

void resolveAttachments(Recorder&, const RenderingInfo&) {}

}  // namespace baker
