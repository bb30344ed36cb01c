// VK_EXT_shader_object: drawing without pipelines, every state dynamic.
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "position_color_vert.hpp"

namespace baker::test {
namespace {

class ShaderObjects : public GraphicsTest {
  protected:
    void SetUp() override {
        wantedExtensions = {VK_EXT_SHADER_OBJECT_EXTENSION_NAME};
        wantedChain = &features_;
    }

    VkShaderEXT makeShader(VkShaderStageFlagBits stage, VkShaderStageFlags next,
                           VkShaderCodeTypeEXT type, const void* code, size_t size) {
        VkShaderCreateInfoEXT info{VK_STRUCTURE_TYPE_SHADER_CREATE_INFO_EXT};
        info.stage = stage;
        info.nextStage = next;
        info.codeType = type;
        info.codeSize = size;
        info.pCode = code;
        info.pName = "main";
        VkShaderEXT shader = VK_NULL_HANDLE;
        EXPECT_VK(command<PFN_vkCreateShadersEXT>("vkCreateShadersEXT")(device, 1, &info, nullptr,
                                                                        &shader));
        atEnd([this, shader] {
            command<PFN_vkDestroyShaderEXT>("vkDestroyShaderEXT")(device, shader, nullptr);
        });
        return shader;
    }
    VkShaderEXT makeShader(VkShaderStageFlagBits stage, VkShaderStageFlags next,
                           std::span<const uint32_t> spirv) {
        return makeShader(stage, next, VK_SHADER_CODE_TYPE_SPIRV_EXT, spirv.data(),
                          spirv.size_bytes());
    }
    // Made again from its binary.
    VkShaderEXT remake(VkShaderStageFlagBits stage, VkShaderStageFlags next, VkShaderEXT shader) {
        const auto get = command<PFN_vkGetShaderBinaryDataEXT>("vkGetShaderBinaryDataEXT");
        size_t size = 0;
        EXPECT_VK(get(device, shader, &size, nullptr));
        std::vector<uint64_t> data(size / 8 + 3);
        void* aligned = reinterpret_cast<void*>((reinterpret_cast<uintptr_t>(data.data()) + 15) &
                                                ~uintptr_t(15));
        EXPECT_VK(get(device, shader, &size, aligned));
        return makeShader(stage, next, VK_SHADER_CODE_TYPE_BINARY_EXT, aligned, size);
    }

    void setState(VkCommandBuffer c) {
        const VkViewport viewport{0, 0, 64, 64, 0, 1};
        const VkRect2D scissor{{0, 0}, {64, 64}};
        const VkSampleMask samples = ~0u;
        const VkBool32 no = VK_FALSE;
        const VkColorComponentFlags all = 15;
        const auto flag = [&](const char* name, VkBool32 value) {
            command<PFN_vkCmdSetDepthTestEnable>(name)(c, value);
        };
        command<PFN_vkCmdSetViewportWithCount>("vkCmdSetViewportWithCountEXT")(c, 1, &viewport);
        command<PFN_vkCmdSetScissorWithCount>("vkCmdSetScissorWithCountEXT")(c, 1, &scissor);
        for (const char* name :
             {"vkCmdSetDepthTestEnableEXT", "vkCmdSetDepthWriteEnableEXT",
              "vkCmdSetDepthBoundsTestEnableEXT", "vkCmdSetStencilTestEnableEXT",
              "vkCmdSetRasterizerDiscardEnableEXT", "vkCmdSetDepthBiasEnableEXT",
              "vkCmdSetPrimitiveRestartEnableEXT", "vkCmdSetAlphaToCoverageEnableEXT"})
            flag(name, VK_FALSE);
        command<PFN_vkCmdSetCullMode>("vkCmdSetCullModeEXT")(c, VK_CULL_MODE_NONE);
        command<PFN_vkCmdSetFrontFace>("vkCmdSetFrontFaceEXT")(c, VK_FRONT_FACE_CLOCKWISE);
        command<PFN_vkCmdSetPolygonModeEXT>("vkCmdSetPolygonModeEXT")(c, VK_POLYGON_MODE_FILL);
        command<PFN_vkCmdSetRasterizationSamplesEXT>("vkCmdSetRasterizationSamplesEXT")(
            c, VK_SAMPLE_COUNT_1_BIT);
        command<PFN_vkCmdSetSampleMaskEXT>("vkCmdSetSampleMaskEXT")(c, VK_SAMPLE_COUNT_1_BIT,
                                                                    &samples);
        command<PFN_vkCmdSetColorBlendEnableEXT>("vkCmdSetColorBlendEnableEXT")(c, 0, 1, &no);
        command<PFN_vkCmdSetColorWriteMaskEXT>("vkCmdSetColorWriteMaskEXT")(c, 0, 1, &all);
        setVertexInput(c);
    }
    void setVertexInput(VkCommandBuffer c) {
        VkVertexInputBindingDescription2EXT binding{
            VK_STRUCTURE_TYPE_VERTEX_INPUT_BINDING_DESCRIPTION_2_EXT};
        binding.stride = sizeof(Vertex);
        binding.divisor = 1;
        VkVertexInputAttributeDescription2EXT attributes[2];
        for (uint32_t i = 0; i < 2; ++i)
            attributes[i] = {VK_STRUCTURE_TYPE_VERTEX_INPUT_ATTRIBUTE_DESCRIPTION_2_EXT,
                             nullptr,
                             i,
                             0,
                             VK_FORMAT_R32G32B32A32_SFLOAT,
                             16 * i};
        command<PFN_vkCmdSetVertexInputEXT>("vkCmdSetVertexInputEXT")(c, 1, &binding, 2,
                                                                      attributes);
    }

  private:
    VkPhysicalDeviceShaderObjectFeaturesEXT features_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_OBJECT_FEATURES_EXT, nullptr, VK_TRUE};
};

TEST_F(ShaderObjects, DrawWithTheStateOfTheMoment) {
    compare([this] {
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{0.8f, -0.7f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{0.1f, 0.9f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{-0.7f, 0.8f, 0, 1}, {1, 0.2f, 0, 1}}});
        const VkShaderEXT vertex = makeShader(VK_SHADER_STAGE_VERTEX_BIT,
                                              VK_SHADER_STAGE_FRAGMENT_BIT, k_position_color_vert);
        const VkShaderEXT fragment = makeShader(VK_SHADER_STAGE_FRAGMENT_BIT, 0, k_color_frag);
        const VkShaderEXT again =
            remake(VK_SHADER_STAGE_VERTEX_BIT, VK_SHADER_STAGE_FRAGMENT_BIT, vertex);
        const auto bindShaders = command<PFN_vkCmdBindShadersEXT>("vkCmdBindShadersEXT");
        const auto setTopology =
            command<PFN_vkCmdSetPrimitiveTopology>("vkCmdSetPrimitiveTopologyEXT");
        const VkShaderStageFlagBits stages[] = {VK_SHADER_STAGE_VERTEX_BIT,
                                                VK_SHADER_STAGE_FRAGMENT_BIT};
        for (VkShaderEXT first : {vertex, again})
            drawAndKeep({}, [&](VkCommandBuffer c) {
                const VkShaderEXT shaders[] = {first, fragment};
                const VkDeviceSize offset = 0;
                bindShaders(c, 2, stages, shaders);
                vkCmdBindVertexBuffers(c, 0, 1, &vertices.buffer, &offset);
                setState(c);
                setTopology(c, VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST);
                vkCmdDraw(c, 3, 1, 0, 0);
                setTopology(c, VK_PRIMITIVE_TOPOLOGY_POINT_LIST);
                vkCmdDraw(c, 1, 1, 3, 0);
            });
    });
}

}  // namespace
}  // namespace baker::test
