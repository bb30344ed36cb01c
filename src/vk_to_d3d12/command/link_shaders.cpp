#include "link_shaders.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "graphics_flush.hpp"
#include "pipeline/graphics_pipeline.hpp"
#include "pipeline/graphics_pipeline_info.hpp"
#include "pipeline/linked_shaders.hpp"
#include "resource/image_view.hpp"

namespace baker {
namespace {

PipelineTargets renderingTargets(const RenderingInfo& info) {
    const auto formatOf = [](const RenderingAttachment& attachment) {
        return attachment.view ? attachment.view->info().vulkan : VK_FORMAT_UNDEFINED;
    };
    std::array<VkFormat, kMaxColorTargets> colors;
    std::transform(info.colors.begin(), info.colors.begin() + info.colorCount, colors.begin(),
                   formatOf);
    const VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO,
                                                  nullptr,
                                                  info.viewMask,
                                                  info.colorCount,
                                                  colors.data(),
                                                  formatOf(info.depth),
                                                  formatOf(info.stencil)};
    PipelineTargets targets;
    readRendering(&rendering, kAllParts, targets);
    return targets;
}

}  // namespace

void linkShaders(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    auto linked = recorder.device.service<LinkedShaders>();
    if (!linked.ok()) return recorder.fail(linked.error());
    auto pipeline = linked.value()->get(graphics.shaders, renderingTargets(graphics.rendering.info),
                                        graphics.state);
    if (pipeline.ok()) return bindGraphicsPipeline(recorder, *pipeline.value());
    graphics.pipeline = nullptr;
    recorder.fail(pipeline.error());
}

}  // namespace baker
