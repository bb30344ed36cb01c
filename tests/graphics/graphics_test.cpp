#include "graphics_test.hpp"

#include <algorithm>
#include <cstdlib>

#include "color_frag.hpp"
#include "position_color_vert.hpp"

namespace baker::test {
namespace {

VkImageLayout attachmentLayout(const TestImage& image) {
    return image.aspects & VK_IMAGE_ASPECT_COLOR_BIT
               ? VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL
               : VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL;
}

uint32_t texelBytes(VkFormat format, VkImageAspectFlags aspect) {
    if (aspect == VK_IMAGE_ASPECT_STENCIL_BIT) return 1;
    switch (format) {
        case VK_FORMAT_R8_UINT:
        case VK_FORMAT_R8_UNORM:
            return 1;
        case VK_FORMAT_D16_UNORM:
        case VK_FORMAT_B5G6R5_UNORM_PACK16:
        case VK_FORMAT_R4G4B4A4_UNORM_PACK16:
        case VK_FORMAT_B4G4R4A4_UNORM_PACK16:
        case VK_FORMAT_A4B4G4R4_UNORM_PACK16:
            return 2;
        case VK_FORMAT_R16G16B16A16_SFLOAT:
        case VK_FORMAT_R32G32_UINT:
            return 8;
        case VK_FORMAT_R32G32B32A32_SFLOAT:
        case VK_FORMAT_R32G32B32A32_UINT:
        case VK_FORMAT_R32G32B32A32_SINT:
            return 16;
        default:
            return 4;
    }
}

}  // namespace

GraphicsSetup::GraphicsSetup() {
    raster.cullMode = VK_CULL_MODE_NONE;
    raster.lineWidth = 1;
    multisample.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT;
    VkPipelineColorBlendAttachmentState blend{};
    blend.colorWriteMask = 0xF;
    blends = {blend};
}

bool GraphicsTest::available(const char* driver) {
    const char* files = std::getenv("VK_DRIVER_FILES");
    return std::strcmp(driver, "llvmpipe") != 0 || (files && std::strstr(files, "lvp_icd"));
}

std::vector<Bytes> GraphicsTest::drawWith(const char* name, const std::function<void()>& scene) {
    driver = name;
    kept_.clear();
    VulkanTest::SetUp();
    if (!HasFatalFailure() && !IsSkipped()) createGraphicsDevice();
    if (!HasFatalFailure() && !IsSkipped()) scene();
    VulkanTest::TearDown();
    reset();
    return std::move(kept_);
}

void GraphicsTest::compare(const std::function<void()>& scene) {
    std::vector<std::vector<Bytes>> results;
    for (const char* name : {"Baker", "llvmpipe"}) {
        if (!available(name)) continue;
        results.push_back(drawWith(name, scene));
        if (IsSkipped()) return;
    }
    if (results.size() < 2) return;
    ASSERT_EQ(results[0].size(), results[1].size());
    for (size_t i = 0; i < results[0].size(); ++i) {
        const auto [ours, theirs] = std::mismatch(results[0][i].begin(), results[0][i].end(),
                                                  results[1][i].begin(), results[1][i].end());
        if (ours == results[0][i].end()) continue;
        size_t count = 0;
        for (size_t k = 0; k < results[0][i].size(); ++k)
            count += results[0][i][k] != results[1][i][k];
        ADD_FAILURE() << "result " << i << ": " << count << " bytes differ, the first at "
                      << ours - results[0][i].begin() << ": " << int(*ours) << ", lavapipe's "
                      << int(*theirs);
    }
}

void GraphicsTest::createGraphicsDevice() {
    family = 0;
    while (!(families[family].queueFlags & VK_QUEUE_GRAPHICS_BIT))
        ASSERT_LT(++family, families.size()) << "no queue draws";
    VkPhysicalDeviceDynamicRenderingFeatures rendering{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DYNAMIC_RENDERING_FEATURES, wantedChain, VK_TRUE};
    DeviceSetup setup;
    setup.features.pNext = &rendering;
    setup.features.features = wanted;
    setup.extensions = wantedExtensions;
    for (const char* extension : wantedExtensions)
        if (!hasExtension(extension)) GTEST_SKIP() << driver << " lacks " << extension;
    const VkPhysicalDeviceFeatures has = [&] {
        VkPhysicalDeviceFeatures features;
        vkGetPhysicalDeviceFeatures(physicalDevice, &features);
        return features;
    }();
    const auto* want = reinterpret_cast<const VkBool32*>(&wanted);
    const auto* have = reinterpret_cast<const VkBool32*>(&has);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(VkBool32); ++i)
        if (want[i] && !have[i]) GTEST_SKIP() << driver << " lacks feature " << i;
    setup.extensions.push_back(VK_KHR_DYNAMIC_RENDERING_EXTENSION_NAME);
    createDevice(setup);
    if (HasFatalFailure()) return;
    beginRendering_ = command<PFN_vkCmdBeginRenderingKHR>("vkCmdBeginRenderingKHR");
    endRendering_ = command<PFN_vkCmdEndRenderingKHR>("vkCmdEndRenderingKHR");
}

TestImage GraphicsTest::makeImage(const ImageSetup& setup) {
    TestImage result{.format = setup.format,
                     .extent = setup.extent,
                     .layers = setup.layers,
                     .aspects = setup.aspects};
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.flags = setup.flags;
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = setup.format;
    info.extent = {setup.extent.width, setup.extent.height, 1};
    info.mipLevels = 1;
    info.arrayLayers = setup.layers;
    info.samples = setup.samples;
    info.tiling = VK_IMAGE_TILING_OPTIMAL;
    info.usage = setup.usage;
    EXPECT_VK(vkCreateImage(device, &info, nullptr, &result.image));
    VkMemoryRequirements requirements;
    vkGetImageMemoryRequirements(device, result.image, &requirements);
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = requirements.size;
    allocation.memoryTypeIndex = findMemoryType(requirements.memoryTypeBits, 0);
    VkDeviceMemory memory = VK_NULL_HANDLE;
    EXPECT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
    EXPECT_VK(vkBindImageMemory(device, result.image, memory, 0));
    atEnd([this, image = result.image, memory] {
        vkDestroyImage(device, image, nullptr);
        vkFreeMemory(device, memory, nullptr);
    });
    result.view = makeView(result, setup.viewType, 0, setup.layers, setup.aspects);
    return result;
}

VkImageView GraphicsTest::makeView(const TestImage& image, VkImageViewType type, uint32_t baseLayer,
                                   uint32_t layers, VkImageAspectFlags aspects) {
    VkImageViewCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    info.image = image.image;
    info.viewType = layers > 1 ? VK_IMAGE_VIEW_TYPE_2D_ARRAY : type;
    info.format = image.format;
    info.subresourceRange = {aspects, 0, 1, baseLayer, layers};
    VkImageView view = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateImageView(device, &info, nullptr, &view));
    atEnd([this, view] { vkDestroyImageView(device, view, nullptr); });
    return view;
}

VkCommandBuffer GraphicsTest::beginSecondary(VkRenderPass pass, uint32_t subpass,
                                             VkFramebuffer framebuffer) {
    VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    poolInfo.queueFamilyIndex = family;
    VkCommandPool pool = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateCommandPool(device, &poolInfo, nullptr, &pool));
    atEnd([this, pool] { vkDestroyCommandPool(device, pool, nullptr); });
    VkCommandBufferAllocateInfo allocation{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    allocation.commandPool = pool;
    allocation.level = VK_COMMAND_BUFFER_LEVEL_SECONDARY;
    allocation.commandBufferCount = 1;
    VkCommandBuffer commandBuffer = VK_NULL_HANDLE;
    EXPECT_VK(vkAllocateCommandBuffers(device, &allocation, &commandBuffer));
    VkCommandBufferInheritanceInfo inheritance{VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_INFO};
    inheritance.renderPass = pass;
    inheritance.subpass = subpass;
    inheritance.framebuffer = framebuffer;
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    info.flags = VK_COMMAND_BUFFER_USAGE_RENDER_PASS_CONTINUE_BIT;
    info.pInheritanceInfo = &inheritance;
    EXPECT_VK(vkBeginCommandBuffer(commandBuffer, &info));
    return commandBuffer;
}

TestSet GraphicsTest::makeSet(const std::vector<VkDescriptorSetLayoutBinding>& bindings) {
    TestSet result;
    VkDescriptorSetLayoutCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    info.bindingCount = static_cast<uint32_t>(bindings.size());
    info.pBindings = bindings.data();
    EXPECT_VK(vkCreateDescriptorSetLayout(device, &info, nullptr, &result.layout));
    std::vector<VkDescriptorPoolSize> sizes;
    for (const auto& binding : bindings)
        sizes.push_back({binding.descriptorType, binding.descriptorCount});
    VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    poolInfo.maxSets = 1;
    poolInfo.poolSizeCount = static_cast<uint32_t>(sizes.size());
    poolInfo.pPoolSizes = sizes.data();
    VkDescriptorPool pool = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateDescriptorPool(device, &poolInfo, nullptr, &pool));
    VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocation.descriptorPool = pool;
    allocation.descriptorSetCount = 1;
    allocation.pSetLayouts = &result.layout;
    EXPECT_VK(vkAllocateDescriptorSets(device, &allocation, &result.set));
    atEnd([this, result, pool] {
        vkDestroyDescriptorPool(device, pool, nullptr);
        vkDestroyDescriptorSetLayout(device, result.layout, nullptr);
    });
    return result;
}

VkPipelineLayout GraphicsTest::makeLayout(uint32_t pushConstantBytes,
                                          std::vector<VkDescriptorSetLayout> sets) {
    const VkPushConstantRange range{VK_SHADER_STAGE_ALL_GRAPHICS, 0, pushConstantBytes};
    VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    info.pushConstantRangeCount = pushConstantBytes ? 1 : 0;
    info.pPushConstantRanges = &range;
    info.setLayoutCount = static_cast<uint32_t>(sets.size());
    info.pSetLayouts = sets.data();
    VkPipelineLayout layout = VK_NULL_HANDLE;
    EXPECT_VK(vkCreatePipelineLayout(device, &info, nullptr, &layout));
    atEnd([this, layout] { vkDestroyPipelineLayout(device, layout, nullptr); });
    return layout;
}

VkPipeline GraphicsTest::makeLibrary(VkGraphicsPipelineCreateInfo info,
                                     VkGraphicsPipelineLibraryFlagBitsEXT part) {
    const bool fragment = part == VK_GRAPHICS_PIPELINE_LIBRARY_FRAGMENT_SHADER_BIT_EXT;
    const bool shaders =
        fragment || part == VK_GRAPHICS_PIPELINE_LIBRARY_PRE_RASTERIZATION_SHADERS_BIT_EXT;
    std::vector<VkPipelineShaderStageCreateInfo> stages;
    for (uint32_t i = 0; shaders && i < info.stageCount; ++i)
        if ((info.pStages[i].stage == VK_SHADER_STAGE_FRAGMENT_BIT) == fragment)
            stages.push_back(info.pStages[i]);
    const VkGraphicsPipelineLibraryCreateInfoEXT library{
        VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_LIBRARY_CREATE_INFO_EXT, info.pNext,
        VkGraphicsPipelineLibraryFlagsEXT(part)};
    info.pNext = &library;
    info.flags |= VK_PIPELINE_CREATE_LIBRARY_BIT_KHR;
    info.stageCount = static_cast<uint32_t>(stages.size());
    info.pStages = stages.data();
    VkPipeline pipeline = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateGraphicsPipelines(device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline));
    atEnd([this, pipeline] { vkDestroyPipeline(device, pipeline, nullptr); });
    return pipeline;
}

VkPipeline GraphicsTest::linkedPipeline(const VkGraphicsPipelineCreateInfo& info) {
    const VkPipeline libraries[] = {
        makeLibrary(info, VK_GRAPHICS_PIPELINE_LIBRARY_FRAGMENT_OUTPUT_INTERFACE_BIT_EXT),
        makeLibrary(info, VK_GRAPHICS_PIPELINE_LIBRARY_PRE_RASTERIZATION_SHADERS_BIT_EXT),
        makeLibrary(info, VK_GRAPHICS_PIPELINE_LIBRARY_VERTEX_INPUT_INTERFACE_BIT_EXT),
        makeLibrary(info, VK_GRAPHICS_PIPELINE_LIBRARY_FRAGMENT_SHADER_BIT_EXT)};
    const VkPipelineLibraryCreateInfoKHR linked{VK_STRUCTURE_TYPE_PIPELINE_LIBRARY_CREATE_INFO_KHR,
                                                nullptr, 4, libraries};
    VkGraphicsPipelineCreateInfo whole{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &linked};
    whole.layout = info.layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateGraphicsPipelines(device, VK_NULL_HANDLE, 1, &whole, nullptr, &pipeline));
    return pipeline;
}

VkPipeline GraphicsTest::makeGraphicsPipeline(GraphicsSetup setup) {
    if (!setup.layout) setup.layout = makeLayout();
    std::vector<VkPipelineShaderStageCreateInfo> stages;
    std::vector<VkShaderModuleCreateInfo> modules(setup.stages.size());
    for (const GraphicsSetup::Stage& stage : setup.stages) {
        VkShaderModuleCreateInfo& info = modules[stages.size()];
        info = {VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
        info.codeSize = stage.spirv.size_bytes();
        info.pCode = stage.spirv.data();
        VkPipelineShaderStageCreateInfo out{VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO};
        out.stage = stage.stage;
        out.pName = "main";
        if (setup.modulesInChain)
            out.pNext = &info;
        else
            EXPECT_VK(vkCreateShaderModule(device, &info, nullptr, &out.module));
        stages.push_back(out);
    }
    VkPipelineVertexInputDivisorStateCreateInfo divisors{
        VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_DIVISOR_STATE_CREATE_INFO};
    divisors.vertexBindingDivisorCount = static_cast<uint32_t>(setup.divisors.size());
    divisors.pVertexBindingDivisors = setup.divisors.data();
    VkPipelineVertexInputStateCreateInfo input{
        VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    if (!setup.divisors.empty()) input.pNext = &divisors;
    input.vertexBindingDescriptionCount = static_cast<uint32_t>(setup.bindings.size());
    input.pVertexBindingDescriptions = setup.bindings.data();
    input.vertexAttributeDescriptionCount = static_cast<uint32_t>(setup.attributes.size());
    input.pVertexAttributeDescriptions = setup.attributes.data();
    VkPipelineInputAssemblyStateCreateInfo assembly{
        VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = setup.topology;
    assembly.primitiveRestartEnable = setup.primitiveRestart;
    VkPipelineTessellationStateCreateInfo tessellation{
        VK_STRUCTURE_TYPE_PIPELINE_TESSELLATION_STATE_CREATE_INFO};
    tessellation.patchControlPoints = setup.patchControlPoints;
    VkPipelineViewportStateCreateInfo viewport{
        VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.pNext = setup.viewportChain;
    viewport.viewportCount = viewport.scissorCount = setup.viewportCount;
    viewport.pViewports = &setup.viewport;
    viewport.pScissors = &setup.scissor;
    const auto isDynamic = [&](VkDynamicState state) {
        return std::ranges::find(setup.dynamic, state) != setup.dynamic.end();
    };
    if (isDynamic(VK_DYNAMIC_STATE_VIEWPORT_WITH_COUNT)) viewport.viewportCount = 0;
    if (isDynamic(VK_DYNAMIC_STATE_SCISSOR_WITH_COUNT)) viewport.scissorCount = 0;
    VkPipelineColorBlendStateCreateInfo blend{
        VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    blend.logicOpEnable = setup.logicOpEnable;
    blend.logicOp = setup.logicOp;
    blend.attachmentCount = static_cast<uint32_t>(setup.blends.size());
    blend.pAttachments = setup.blends.data();
    std::ranges::copy(setup.blendConstants, blend.blendConstants);
    VkPipelineDynamicStateCreateInfo dynamic{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    dynamic.dynamicStateCount = static_cast<uint32_t>(setup.dynamic.size());
    dynamic.pDynamicStates = setup.dynamic.data();
    VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    rendering.viewMask = setup.viewMask;
    rendering.colorAttachmentCount = static_cast<uint32_t>(setup.colorFormats.size());
    rendering.pColorAttachmentFormats = setup.colorFormats.data();
    rendering.depthAttachmentFormat = setup.depthFormat;
    rendering.stencilAttachmentFormat = setup.stencilFormat;
    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO};
    rendering.pNext = setup.renderingChain;
    if (!setup.renderPass) info.pNext = &rendering;
    info.flags = setup.flags;
    info.stageCount = static_cast<uint32_t>(stages.size());
    info.pStages = stages.data();
    info.pVertexInputState = &input;
    info.pInputAssemblyState = &assembly;
    info.pTessellationState = &tessellation;
    info.pViewportState = &viewport;
    info.pRasterizationState = &setup.raster;
    info.pMultisampleState = &setup.multisample;
    info.pDepthStencilState = &setup.depthStencil;
    info.pColorBlendState = &blend;
    info.pDynamicState = &dynamic;
    info.layout = setup.layout;
    info.renderPass = setup.renderPass;
    info.subpass = setup.subpass;
    VkPipeline pipeline = VK_NULL_HANDLE;
    if (setup.libraries)
        pipeline = linkedPipeline(info);
    else
        EXPECT_VK(vkCreateGraphicsPipelines(device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline));
    for (const auto& stage : stages) vkDestroyShaderModule(device, stage.module, nullptr);
    atEnd([this, pipeline] { vkDestroyPipeline(device, pipeline, nullptr); });
    return pipeline;
}

GraphicsSetup GraphicsTest::coloredVertices() {
    GraphicsSetup setup;
    setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_position_color_vert},
                    {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
    setup.bindings = {{0, sizeof(Vertex), VK_VERTEX_INPUT_RATE_VERTEX}};
    setup.attributes = {{0, 0, VK_FORMAT_R32G32B32A32_SFLOAT, 0},
                        {1, 0, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Vertex, color)}};
    return setup;
}

void GraphicsTest::bind(VkCommandBuffer c, VkPipeline pipeline, const TestBuffer* vertices) {
    vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
    const VkDeviceSize offset = 0;
    if (vertices) vkCmdBindVertexBuffers(c, 0, 1, &vertices->buffer, &offset);
}

void GraphicsTest::drawAndKeep(const ImageSetup& setup,
                               const std::function<void(VkCommandBuffer)>& draw) {
    const TestImage image = makeImage(setup);
    run([&](VkCommandBuffer c) {
        toAttachment(c, image);
        beginRendering(c, {image});
        draw(c);
        endRendering(c);
    });
    keep(image);
}

void GraphicsTest::transition(VkCommandBuffer c, const TestImage& image, VkImageLayout from,
                              VkImageLayout to) {
    VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
    barrier.srcAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
    barrier.dstAccessMask = barrier.srcAccessMask;
    barrier.oldLayout = from;
    barrier.newLayout = to;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image.image;
    barrier.subresourceRange = {image.aspects, 0, 1, 0, image.layers};
    vkCmdPipelineBarrier(c, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                         0, 0, nullptr, 0, nullptr, 1, &barrier);
}

void GraphicsTest::toAttachment(VkCommandBuffer c, const TestImage& image) {
    transition(c, image, VK_IMAGE_LAYOUT_UNDEFINED, attachmentLayout(image));
}

void GraphicsTest::beginRendering(VkCommandBuffer c, const std::vector<TestImage>& colors,
                                  const TestImage* depthStencil, VkClearColorValue clear) {
    std::vector<VkRenderingAttachmentInfo> attachments;
    VkExtent2D extent = depthStencil ? depthStencil->extent : VkExtent2D{64, 64};
    uint32_t layers = depthStencil ? depthStencil->layers : 1;
    for (const TestImage& color : colors) {
        VkRenderingAttachmentInfo info{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
        info.imageView = color.view;
        info.imageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        info.loadOp = loadOp;
        info.resolveMode = resolveMode;
        info.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
        info.clearValue.color = clear;
        if (resolveTarget) {
            info.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
            info.resolveImageView = resolveTarget->view;
            info.resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        }
        attachments.push_back(info);
        if (color.view) {
            extent = color.extent;
            layers = color.layers;
        }
    }
    VkRenderingAttachmentInfo depth{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    depth.imageLayout = VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL;
    depth.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
    depth.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    depth.clearValue.depthStencil = {1, 0};
    if (depthStencil) depth.imageView = depthStencil->view;
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO, renderingChain};
    info.renderArea = {{0, 0}, extent};
    info.flags = renderingFlags;
    info.layerCount = viewMask ? 1 : layers;
    info.viewMask = viewMask;
    info.colorAttachmentCount = static_cast<uint32_t>(attachments.size());
    info.pColorAttachments = attachments.data();
    if (depthStencil && depthStencil->aspects & VK_IMAGE_ASPECT_DEPTH_BIT)
        info.pDepthAttachment = &depth;
    if (depthStencil && depthStencil->aspects & VK_IMAGE_ASPECT_STENCIL_BIT)
        info.pStencilAttachment = &depth;
    beginRendering_(c, &info);
}

void GraphicsTest::endRendering(VkCommandBuffer c) {
    endRendering_(c);
}

void GraphicsTest::keep(const TestImage& image, VkImageAspectFlags aspect) {
    if (!aspect) aspect = image.aspects;
    const uint32_t bytes = texelBytes(image.format, aspect);
    const VkDeviceSize size =
        VkDeviceSize(bytes) * image.extent.width * image.extent.height * image.layers;
    TestBuffer buffer = makeBuffer(size, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
    run([&](VkCommandBuffer c) {
        transition(c, image, attachmentLayout(image), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
        VkBufferImageCopy region{};
        region.imageSubresource = {aspect, 0, 0, image.layers};
        region.imageExtent = {image.extent.width, image.extent.height, 1};
        vkCmdCopyImageToBuffer(c, image.image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, buffer.buffer,
                               1, &region);
        transition(c, image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, attachmentLayout(image));
        fullBarrier(c);
    });
    keep<uint8_t>(buffer, size);
}

}  // namespace baker::test
