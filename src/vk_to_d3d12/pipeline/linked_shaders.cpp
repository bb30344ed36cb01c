#include "linked_shaders.hpp"

#include <algorithm>
#include <tuple>

#include "device/device.hpp"

namespace baker {
namespace {

auto tied(const PipelineTargets& t) {
    return std::tie(t.colors, t.orders, t.colorCount, t.depthStencil, t.hasDepth, t.hasStencil,
                    t.viewMask);
}

}  // namespace

bool LinkedShaders::Key::operator<(const Key& other) const {
    if (shaders != other.shaders) return shaders < other.shaders;
    return tied(targets) < tied(other.targets);
}

Result<const GraphicsPipeline*> LinkedShaders::get(const BoundShaders& shaders,
                                                   const PipelineTargets& targets,
                                                   const GraphicsState& state) {
    const Key key{shaders, targets};
    std::lock_guard lock(mutex_);
    auto found = pipelines_.find(key);
    if (found == pipelines_.end()) found = pipelines_.emplace(key, TRY(link(key, state))).first;
    return found->second.get();
}

Result<std::unique_ptr<GraphicsPipeline>> LinkedShaders::link(const Key& key,
                                                              const GraphicsState& state) {
    GraphicsPipelineDesc desc{
        .parts = kAllParts, .state = state, .dynamic = allDynamicStates(), .targets = key.targets};
    for (const ShaderObject* shader : key.shaders) {
        if (!shader) continue;
        desc.stages.push_back(shader->source());
        desc.layout = TRY(joinPipelineLayouts(device_, desc.layout, shader->layout()));
    }
    PipelineShaders shaders =
        TRY(compileGraphicsShaders(device_, desc, shaderStateOf(device_, desc)));
    return std::make_unique<GraphicsPipeline>(device_, std::move(desc), std::move(shaders));
}

void LinkedShaders::forget(const ShaderObject& shader) {
    std::lock_guard lock(mutex_);
    std::erase_if(pipelines_, [&](const auto& entry) {
        return std::ranges::find(entry.first.shaders, &shader) != entry.first.shaders.end();
    });
}

}  // namespace baker
