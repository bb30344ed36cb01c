// Tests that draw. A scene is drawn by Baker and by lavapipe, natively, in the same process; what
// both leave in memory must be equal. Scenes keep away from what Vulkan leaves open (edges through
// sample points, interpolation that rounds).
#pragma once

#include <cstring>
#include <map>

#include "vulkan_test.hpp"

namespace baker::test {

using Bytes = std::vector<uint8_t>;

struct TestImage {
    VkImage image = VK_NULL_HANDLE;
    VkImageView view = VK_NULL_HANDLE;
    VkFormat format{};
    VkExtent2D extent{};
    uint32_t layers = 1;
    VkImageAspectFlags aspects = VK_IMAGE_ASPECT_COLOR_BIT;
};

struct ImageSetup {
    VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
    VkExtent2D extent{64, 64};
    VkImageUsageFlags usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
    VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT;
    uint32_t layers = 1;
    VkImageAspectFlags aspects = VK_IMAGE_ASPECT_COLOR_BIT;
    VkImageViewType viewType = VK_IMAGE_VIEW_TYPE_2D;
    VkImageCreateFlags flags = 0;
};

// A graphics pipeline, with defaults for one opaque target.
struct GraphicsSetup {
    GraphicsSetup();

    struct Stage {
        VkShaderStageFlagBits stage;
        std::span<const uint32_t> spirv;
    };
    std::vector<Stage> stages;
    VkPipelineCreateFlags flags = 0;
    bool modulesInChain = false;  // VK_KHR_maintenance5
    bool libraries = false;       // a library of each part, linked
    std::vector<VkVertexInputBindingDescription> bindings;
    std::vector<VkVertexInputAttributeDescription> attributes;
    std::vector<VkVertexInputBindingDivisorDescription> divisors;
    VkPrimitiveTopology topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    bool primitiveRestart = false;
    uint32_t patchControlPoints = 3;
    const void* viewportChain = nullptr;
    uint32_t viewportCount = 1;  // more: dynamic
    VkViewport viewport{0, 0, 64, 64, 0, 1};
    VkRect2D scissor{{0, 0}, {64, 64}};
    VkPipelineRasterizationStateCreateInfo raster{
        VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    VkPipelineMultisampleStateCreateInfo multisample{
        VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    VkPipelineDepthStencilStateCreateInfo depthStencil{
        VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
    std::vector<VkPipelineColorBlendAttachmentState> blends;
    std::array<float, 4> blendConstants{};
    bool logicOpEnable = false;
    VkLogicOp logicOp = VK_LOGIC_OP_COPY;
    std::vector<VkDynamicState> dynamic;
    // Of dynamic rendering, unless there is a render pass.
    const void* renderingChain = nullptr;
    std::vector<VkFormat> colorFormats{VK_FORMAT_R8G8B8A8_UNORM};
    VkFormat depthFormat = VK_FORMAT_UNDEFINED;
    VkFormat stencilFormat = VK_FORMAT_UNDEFINED;
    uint32_t viewMask = 0;
    VkRenderPass renderPass = VK_NULL_HANDLE;
    uint32_t subpass = 0;
    VkPipelineLayout layout = VK_NULL_HANDLE;
};

struct Vertex {
    float position[4];
    float color[4];
};

struct TestSet {
    VkDescriptorSetLayout layout = VK_NULL_HANDLE;
    VkDescriptorSet set = VK_NULL_HANDLE;
};

class GraphicsTest : public VulkanTest {
  protected:
    void SetUp() override {}
    void TearDown() override {}

    // Draws with both drivers and compares. Where lavapipe is not installed, draws with Baker.
    void compare(const std::function<void()>& scene);

    // With one of them; what the scene keeps.
    std::vector<Bytes> drawWith(const char* name, const std::function<void()>& scene);

    // To be called by scenes: what they leave behind.
    void keep(Bytes bytes) { kept_.push_back(std::move(bytes)); }
    void keep(const TestImage& image, VkImageAspectFlags aspect = 0);
    template <typename T>
    void keep(const TestBuffer& buffer, size_t count) {
        Bytes bytes(count * sizeof(T));
        std::memcpy(bytes.data(), buffer.mapped, bytes.size());
        keep(std::move(bytes));
    }

    TestImage makeImage(const ImageSetup& setup = {});
    VkImageView makeView(const TestImage& image, VkImageViewType type, uint32_t baseLayer,
                         uint32_t layers, VkImageAspectFlags aspects);
    template <typename T>
    TestBuffer makeBufferOf(const std::vector<T>& values, VkBufferUsageFlags usage) {
        TestBuffer buffer = makeBuffer(values.size() * sizeof(T), usage);
        std::memcpy(buffer.mapped, values.data(), values.size() * sizeof(T));
        return buffer;
    }
    VkPipelineLayout makeLayout(uint32_t pushConstantBytes = 0,
                                std::vector<VkDescriptorSetLayout> sets = {});
    VkPipeline makeGraphicsPipeline(GraphicsSetup setup);
    // Draws `Vertex`s from binding 0, in their colour.
    static GraphicsSetup coloredVertices();
    TestBuffer makeVertices(const std::vector<Vertex>& vertices) {
        return makeBufferOf(vertices, VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
    }
    static void bind(VkCommandBuffer c, VkPipeline pipeline, const TestBuffer* vertices = nullptr);
    // One target, drawn by `draw` and kept.
    void drawAndKeep(const ImageSetup& setup, const std::function<void(VkCommandBuffer)>& draw);

    // Dynamic rendering to `colors` (and `depthStencil`), cleared to `clear` and depth 1, stencil
    // 0.
    void beginRendering(VkCommandBuffer c, const std::vector<TestImage>& colors,
                        const TestImage* depthStencil = nullptr,
                        VkClearColorValue clear = {{0, 0, 0, 1}});
    void endRendering(VkCommandBuffer c);
    // From UNDEFINED to the layout of an attachment.
    void toAttachment(VkCommandBuffer c, const TestImage& image);
    static void transition(VkCommandBuffer c, const TestImage& image, VkImageLayout from,
                           VkImageLayout to);

    // Continues a subpass; lives until the end of the test.
    VkCommandBuffer beginSecondary(VkRenderPass pass, uint32_t subpass, VkFramebuffer framebuffer);
    TestSet makeSet(const std::vector<VkDescriptorSetLayoutBinding>& bindings);

    VkRenderingFlags renderingFlags = 0;                      // of beginRendering
    uint32_t viewMask = 0;                                    // the same
    VkAttachmentLoadOp loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;  // of its colours
    const void* renderingChain = nullptr;
    VkResolveModeFlagBits resolveMode = VK_RESOLVE_MODE_NONE;  // without resolveTarget
    const TestImage* resolveTarget = nullptr;                  // of its first target

    // Features to enable, where the driver has them; a scene's test skips where Baker lacks one.
    VkPhysicalDeviceFeatures wanted{};
    std::vector<const char*> wantedExtensions;
    void* wantedChain = nullptr;

  private:
    void createGraphicsDevice();
    VkPipeline makeLibrary(VkGraphicsPipelineCreateInfo info,
                           VkGraphicsPipelineLibraryFlagBitsEXT part);
    VkPipeline linkedPipeline(const VkGraphicsPipelineCreateInfo& info);
    bool available(const char* driver);

    PFN_vkCmdBeginRenderingKHR beginRendering_ = nullptr;
    PFN_vkCmdEndRenderingKHR endRendering_ = nullptr;
    std::vector<Bytes> kept_;
};

}  // namespace baker::test
