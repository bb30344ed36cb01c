// Graphics pipelines of shader objects: one for each combination that draws have used, with all
// state dynamic. A service of the device. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "graphics_pipeline.hpp"
#include "shader_object.hpp"

namespace baker {

inline constexpr uint32_t kGraphicsStages = 5;
// Null: no shader of the stage. In the order of VkShaderStageFlagBits.
using BoundShaders = std::array<const ShaderObject*, kGraphicsStages>;

class LinkedShaders {
  public:
    static Result<std::unique_ptr<LinkedShaders>> create(Device& device) {
        return std::make_unique<LinkedShaders>(device);
    }
    explicit LinkedShaders(Device& device) : device_(device) {}

    // The pipeline of the shaders for targets of such formats, until one of them is destroyed;
    // `state` is the likely one. Errors as compileShader's.
    Result<const GraphicsPipeline*> get(const BoundShaders& shaders, const PipelineTargets& targets,
                                        const GraphicsState& state);
    // Before the shader is destroyed.
    void forget(const ShaderObject& shader);

  private:
    struct Key {
        BoundShaders shaders{};
        PipelineTargets targets;
        bool operator<(const Key& other) const;
    };
    Result<std::unique_ptr<GraphicsPipeline>> link(const Key& key, const GraphicsState& state);

    Device& device_;
    std::mutex mutex_;
    std::map<Key, std::unique_ptr<GraphicsPipeline>> pipelines_;
};

}  // namespace baker
