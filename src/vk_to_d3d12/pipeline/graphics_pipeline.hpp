// A graphics VkPipeline: its shaders, the state given at creation, and the D3D12 pipeline states
// made of both.
#pragma once

#include "base/result.hpp"
#include "graphics_shaders.hpp"
#include "pipeline.hpp"
#include "pipeline_layout.hpp"
#include "pipeline_state_stream.hpp"
#include "shader_source.hpp"
#include "variant_table.hpp"

namespace baker {

// What decides a variant besides state.
struct BoundBuffers {
    uint8_t indexBytes = 4;  // of an index
    VertexMisalignment vertices;
};

// What vkCreateGraphicsPipelines gave, whatever form it took.
struct GraphicsPipelineDesc {
    PipelineParts parts = 0;  // that are described
    GraphicsState state = defaultGraphicsState();
    DynamicStates dynamic = 0;
    PipelineTargets targets;
    std::vector<ShaderSource> stages;
    PipelineLayoutRef layout;
};

// A pipeline library (VK_EXT_graphics_pipeline_library): parts that are linked into pipelines,
// which translate its shaders for each other. Owns the words of its shaders.
class GraphicsPipelineLibrary : public Pipeline {
  public:
    explicit GraphicsPipelineLibrary(GraphicsPipelineDesc desc);
    const GraphicsPipelineDesc& desc() const { return desc_; }

  private:
    GraphicsPipelineDesc desc_;
};

class GraphicsPipeline : public Pipeline {
  public:
    // `shaders` are those of the description's own state.
    GraphicsPipeline(Device& device, GraphicsPipelineDesc desc, PipelineShaders shaders);

    // Makes the variant of the static state. Whether the application's cache had it.
    Result<bool> init(const CachePolicy& policy);

    const GraphicsState& state() const { return desc_.state; }
    DynamicStates dynamicStates() const { return desc_.dynamic; }
    // A hash of the states that are not dynamic and that lists set; never 0.
    uint64_t given() const { return given_; }
    uint32_t viewMask() const { return desc_.targets.viewMask; }
    // The word of D3D12_QUERY_DATA_PIPELINE_STATISTICS that counts the primitives that go to
    // transform feedback and rasterisation.
    uint32_t primitiveStatistic() const { return primitiveStatistic_; }
    // Bindings of the static vertex input.
    uint32_t vertexBindings() const { return vertexBindings_; }

    // Null: the variant depends on the command buffer's state. It serves while no vertex binding is
    // misaligned.
    const PipelineVariant* onlyVariant() const { return onlyVariant_; }
    // The variant for the pipeline's state with the dynamic states of `current`, made when it is
    // asked for the first time. `culled` faces are so whatever the state says. Thread-safe.
    Result<const PipelineVariant*> variant(const GraphicsState& current,
                                           const BoundBuffers& buffers,
                                           VkCullModeFlags culled = 0) const;

  private:
    struct Found {
        const PipelineVariant* variant;
        bool cacheHit;  // of the application's cache
    };
    Result<Found> find(GraphicsState& state, const VertexMisalignment& vertices,
                       const CachePolicy& policy) const;
    // Makes what the state asks for; whether the application's cache had it.
    Result<bool> complete(PipelineVariant& variant, const CachePolicy& policy) const;

    uint32_t fetchedFor(const BakedState& state, const VertexMisalignment& vertices) const;
    Result<PipelineShaders> shadersFor(const BakedState& state, const CachePolicy& policy) const;
    void decideExpansion(GraphicsState& normalized) const;
    PrimitiveShape shapeFor(const GraphicsState& normalized, uint32_t vertices) const;
    PrimitiveShape lineShape(const GraphicsState& state) const;
    bool mayShape() const;
    bool mayProvoke() const;
    bool provokes(const BakedState& normalized, uint32_t vertices) const;
    void keepStages();
    bool hasDynamicInput() const { return desc_.dynamic & bit(DynamicState::VertexInput); }

    Device& device_;
    GraphicsPipelineDesc desc_;
    const PipelineShaders shaders_;
    ShaderState shaderState_;  // that shaders_ are for
    uint32_t fetched_ = 0;     // fetchedAttributes that shaders_ are for
    uint64_t given_ = 0;
    uint32_t systemValues_ = 0;
    uint32_t vertexBindings_ = 0;
    uint32_t primitiveStatistic_ = 0;
    bool captures_ = false;  // transform feedback captures outputs of the last stage
    const PipelineVariant* onlyVariant_ = nullptr;
    mutable VariantTable variants_;
};

}  // namespace baker
