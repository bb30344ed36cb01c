// VK_KHR_push_descriptor: what was pushed stays until it is pushed again.
#include <bit>
#include <cstdint>

#include "add.hpp"
#include "image_test.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kImage = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;

class PushDescriptor : public ImageTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME))
            GTEST_SKIP() << VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME;
        DeviceSetup setup;
        setup.extensions = {VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME};
        setup.features.features.shaderStorageImageReadWithoutFormat = VK_TRUE;
        setup.features.features.shaderStorageImageWriteWithoutFormat = VK_TRUE;
        createDevice(setup);
        push = command<PFN_vkCmdPushDescriptorSetKHR>("vkCmdPushDescriptorSetKHR");
        pushTemplate = command<PFN_vkCmdPushDescriptorSetWithTemplateKHR>(
            "vkCmdPushDescriptorSetWithTemplateKHR");
        makeAdder();
        for (uint32_t i = 0; i < 2; ++i) {
            constants[i] = makeBuffer(256, VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT);
            constants[i].view()[0] = i ? 100 : 1;
            images[i] = makePixel(i ? 20000.f : 3000.f);
        }
        sum = makeBuffer(256, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        sum.view()[0] = 0;
        sampler = makeSampler(samplerInfo());
    }

    void makeAdder() {
        const VkDescriptorSetLayoutBinding bindings[] = {
            {0, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr},
            {1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr},
            {2, kImage, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr}};
        VkDescriptorSetLayoutCreateInfo setInfo{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
        setInfo.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_PUSH_DESCRIPTOR_BIT_KHR;
        setInfo.bindingCount = 3;
        setInfo.pBindings = bindings;
        ASSERT_VK(vkCreateDescriptorSetLayout(device, &setInfo, nullptr, &setLayout));
        VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
        layoutInfo.setLayoutCount = 1;
        layoutInfo.pSetLayouts = &setLayout;
        ASSERT_VK(vkCreatePipelineLayout(device, &layoutInfo, nullptr, &layout));
        pipeline = makeComputePipeline(k_add, layout);
        atEnd([this] {
            vkDestroyPipelineLayout(device, layout, nullptr);
            vkDestroyDescriptorSetLayout(device, setLayout, nullptr);
        });
    }

    VkImageView makePixel(float value) {
        const TestImage image = makeImage(imageInfo(
            VK_FORMAT_R32_SFLOAT, 1, 1, VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT));
        store(TexelKind::Float, makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY),
              {{std::bit_cast<uint32_t>(value), 0, 0, 0}}, 1, 1, 1);
        return makeView(image, VK_IMAGE_VIEW_TYPE_2D);
    }

    VkDescriptorBufferInfo constantInfo(uint32_t i) const {
        return {constants[i].buffer, 0, VK_WHOLE_SIZE};
    }
    VkDescriptorImageInfo imageInfoOf(uint32_t i) const {
        return {sampler, images[i], VK_IMAGE_LAYOUT_GENERAL};
    }

    static VkWriteDescriptorSet writeOf(uint32_t binding, VkDescriptorType type) {
        VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        write.dstBinding = binding;
        write.descriptorCount = 1;
        write.descriptorType = type;
        return write;
    }

    // Everything, with constants and image 0.
    void pushAll(VkCommandBuffer commands) const {
        VkWriteDescriptorSet writes[] = {writeOf(0, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER),
                                         writeOf(1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER),
                                         writeOf(2, kImage)};
        const VkDescriptorBufferInfo uniform = constantInfo(0);
        const VkDescriptorBufferInfo storage{sum.buffer, 0, VK_WHOLE_SIZE};
        const VkDescriptorImageInfo image = imageInfoOf(0);
        writes[0].pBufferInfo = &uniform;
        writes[1].pBufferInfo = &storage;
        writes[2].pImageInfo = &image;
        push(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 3, writes);
    }

    void pushImage(VkCommandBuffer commands, uint32_t i) const {
        VkWriteDescriptorSet write = writeOf(2, kImage);
        const VkDescriptorImageInfo image = imageInfoOf(i);
        write.pImageInfo = &image;
        push(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 1, &write);
    }

    void add(VkCommandBuffer commands) const {
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    }

    PFN_vkCmdPushDescriptorSetKHR push = nullptr;
    PFN_vkCmdPushDescriptorSetWithTemplateKHR pushTemplate = nullptr;
    VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkPipeline pipeline = VK_NULL_HANDLE;
    TestBuffer constants[2], sum;
    VkImageView images[2] = {};
    VkSampler sampler = VK_NULL_HANDLE;
};

TEST_F(PushDescriptor, KeepsWhatIsNotPushedAgain) {
    run([&](VkCommandBuffer commands) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
        pushAll(commands);
        add(commands);  // 3001
        pushImage(commands, 1);
        add(commands);  // 20001
        VkWriteDescriptorSet write = writeOf(0, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER);
        const VkDescriptorBufferInfo uniform = constantInfo(1);
        write.pBufferInfo = &uniform;
        push(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 1, &write);
        add(commands);  // 20100
    });
    EXPECT_EQ(sum.view()[0], 3001u + 20001u + 20100u);
}

TEST_F(PushDescriptor, ByTemplate) {
    struct Data {
        VkDescriptorBufferInfo uniform;
        VkDescriptorImageInfo image;
    } data{constantInfo(1), imageInfoOf(1)};
    const VkDescriptorUpdateTemplateEntry entries[] = {
        {0, 0, 1, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, offsetof(Data, uniform), 0},
        {2, 0, 1, kImage, offsetof(Data, image), 0}};
    VkDescriptorUpdateTemplateCreateInfo info{
        VK_STRUCTURE_TYPE_DESCRIPTOR_UPDATE_TEMPLATE_CREATE_INFO};
    info.descriptorUpdateEntryCount = 2;
    info.pDescriptorUpdateEntries = entries;
    info.templateType = VK_DESCRIPTOR_UPDATE_TEMPLATE_TYPE_PUSH_DESCRIPTORS_KHR;
    info.pipelineBindPoint = VK_PIPELINE_BIND_POINT_COMPUTE;
    info.pipelineLayout = layout;
    VkDescriptorUpdateTemplate updateTemplate;
    ASSERT_VK(vkCreateDescriptorUpdateTemplate(device, &info, nullptr, &updateTemplate));
    run([&](VkCommandBuffer commands) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
        pushAll(commands);
        pushTemplate(commands, updateTemplate, layout, 0, &data);
        add(commands);
    });
    vkDestroyDescriptorUpdateTemplate(device, updateTemplate, nullptr);
    EXPECT_EQ(sum.view()[0], 20100u);
}

// A secondary command buffer keeps what was given to it.
TEST_F(PushDescriptor, InASecondaryCommandBuffer) {
    VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    poolInfo.queueFamilyIndex = family;
    VkCommandPool pool;
    ASSERT_VK(vkCreateCommandPool(device, &poolInfo, nullptr, &pool));
    VkCommandBufferAllocateInfo allocation{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    allocation.commandPool = pool;
    allocation.level = VK_COMMAND_BUFFER_LEVEL_SECONDARY;
    allocation.commandBufferCount = 1;
    VkCommandBuffer secondary;
    ASSERT_VK(vkAllocateCommandBuffers(device, &allocation, &secondary));
    VkCommandBufferInheritanceInfo inheritance{VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_INFO};
    VkCommandBufferBeginInfo beginInfo{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    beginInfo.pInheritanceInfo = &inheritance;
    ASSERT_VK(vkBeginCommandBuffer(secondary, &beginInfo));
    vkCmdBindPipeline(secondary, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
    pushAll(secondary);
    pushImage(secondary, 1);
    add(secondary);
    ASSERT_VK(vkEndCommandBuffer(secondary));
    run([&](VkCommandBuffer commands) { vkCmdExecuteCommands(commands, 1, &secondary); });
    vkDestroyCommandPool(device, pool, nullptr);
    EXPECT_EQ(sum.view()[0], 20001u);
}

}  // namespace
}  // namespace baker::test
