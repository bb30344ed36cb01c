// VkShaderEXT (VK_EXT_shader_object). D3D12 has pipeline states alone: graphics shaders are linked
// when a draw uses them together (linked_shaders.hpp), a compute shader is a pipeline at once.
//
// Binaries hold what a shader is made from: a header, the specialisation constants, the name of the
// entry point and the SPIR-V words. A binary of another driver or device, or one that is damaged,
// is incompatible.
#pragma once

#include <memory>
#include <span>

#include "base/object.hpp"
#include "base/result.hpp"
#include "compute_pipeline.hpp"
#include "pipeline_layout.hpp"
#include "shader_source.hpp"

namespace baker {

inline constexpr uint32_t kShaderBinaryVersion = 1;

class ShaderObject : public Object<ShaderObject, VkShaderEXT> {
  public:
    // Errors as vkCreateShadersEXT; VK_INCOMPATIBLE_SHADER_BINARY_EXT.
    static Result<ShaderObject*> create(Device& device, const VkShaderCreateInfoEXT& info,
                                        const Allocator& allocator);

    const ShaderSource& source() const { return source_; }
    const PipelineLayoutRef& layout() const { return layout_; }
    const ComputePipeline* compute() const { return compute_.get(); }  // null: a graphics stage

    std::vector<std::byte> binary(Device& device) const;

    ShaderObject(ShaderSource source, PipelineLayoutRef layout)
        : source_(std::move(source)), layout_(std::move(layout)) {}

  private:
    VkResult makeCompute(Device& device, bool dispatchBase);

    ShaderSource source_;
    PipelineLayoutRef layout_;
    std::unique_ptr<ComputePipeline> compute_;
};

}  // namespace baker
