// Pipelines that are linked from libraries.
#include "graphics_test.hpp"

#include "quads_tesc.hpp"
#include "quads_tese.hpp"

namespace baker::test {
namespace {

class Libraries : public GraphicsTest {
  protected:
    void SetUp() override {
        wantedExtensions = {VK_EXT_EXTENDED_DYNAMIC_STATE_EXTENSION_NAME,
                            VK_KHR_PIPELINE_LIBRARY_EXTENSION_NAME,
                            VK_EXT_GRAPHICS_PIPELINE_LIBRARY_EXTENSION_NAME};
        wanted.tessellationShader = VK_TRUE;
        wantedChain = &features_;
    }
    TestBuffer makeTriangle() {
        return makeVertices({{{-0.9f, -0.8f, 0.25f, 1}, {1, 0.2f, 0, 0.5f}},
                             {{0.8f, -0.7f, 0.25f, 1}, {1, 0.2f, 0, 0.5f}},
                             {{0.1f, 0.9f, 0.25f, 1}, {1, 0.2f, 0, 0.5f}}});
    }

  private:
    VkPhysicalDeviceExtendedDynamicStateFeaturesEXT state_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_FEATURES_EXT, nullptr, VK_TRUE};
    VkPhysicalDeviceGraphicsPipelineLibraryFeaturesEXT features_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_GRAPHICS_PIPELINE_LIBRARY_FEATURES_EXT, &state_, VK_TRUE};
};

// State of every part: a scissor, a blend, vertex input, a depth test; and a dynamic one.
TEST_F(Libraries, StateOfEveryPart) {
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.libraries = true;
        setup.scissor = {{8, 4}, {40, 50}};
        setup.blends[0].blendEnable = VK_TRUE;
        setup.blends[0].srcColorBlendFactor = VK_BLEND_FACTOR_ONE;
        setup.blends[0].dstColorBlendFactor = VK_BLEND_FACTOR_ONE;
        setup.dynamic = {VK_DYNAMIC_STATE_CULL_MODE};
        const TestBuffer vertices = makeTriangle();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const auto setCullMode = command<PFN_vkCmdSetCullModeEXT>("vkCmdSetCullModeEXT");
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            setCullMode(c, VK_CULL_MODE_NONE);
            vkCmdDraw(c, 3, 1, 0, 0);
            setCullMode(c, VK_CULL_MODE_FRONT_AND_BACK);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    });
}

TEST_F(Libraries, ShadersThatDependOnEachOther) {
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.libraries = true;
        setup.stages.push_back({VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, k_quads_tesc});
        setup.stages.push_back({VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, k_quads_tese});
        setup.topology = VK_PRIMITIVE_TOPOLOGY_PATCH_LIST;
        const TestBuffer vertices = makeTriangle();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
