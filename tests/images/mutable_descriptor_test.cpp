// VK_EXT_mutable_descriptor_type: a binding whose descriptors are of every type that the extension
// demands, written to a host-only set and copied to the one that is bound.
#include <cstdint>

#include "image_test.hpp"
#include "mutable.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kTypes[] = {
    VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,       VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
    VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER,
    VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE,        VK_DESCRIPTOR_TYPE_STORAGE_IMAGE};
constexpr uint32_t kCount = std::size(kTypes);

class MutableDescriptor : public ImageTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_EXT_MUTABLE_DESCRIPTOR_TYPE_EXTENSION_NAME))
            GTEST_SKIP() << VK_EXT_MUTABLE_DESCRIPTOR_TYPE_EXTENSION_NAME;
        VkPhysicalDeviceMutableDescriptorTypeFeaturesEXT features{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MUTABLE_DESCRIPTOR_TYPE_FEATURES_EXT};
        features.mutableDescriptorType = VK_TRUE;
        DeviceSetup setup;
        setup.features.pNext = &features;
        setup.extensions = {VK_EXT_MUTABLE_DESCRIPTOR_TYPE_EXTENSION_NAME};
        createDevice(setup);
    }

    VkDescriptorSetLayout makeLayout(VkDescriptorSetLayoutCreateFlags flags) {
        const VkMutableDescriptorTypeListEXT lists[] = {{kCount, kTypes}, {}};
        const VkMutableDescriptorTypeCreateInfoEXT types{
            VK_STRUCTURE_TYPE_MUTABLE_DESCRIPTOR_TYPE_CREATE_INFO_EXT, nullptr, 2, lists};
        const VkDescriptorSetLayoutBinding bindings[] = {
            {0, VK_DESCRIPTOR_TYPE_MUTABLE_EXT, kCount, VK_SHADER_STAGE_COMPUTE_BIT, nullptr},
            {1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr}};
        const VkDescriptorSetLayoutCreateInfo info{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, &types, flags, 2, bindings};
        VkDescriptorSetLayoutSupport support{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_SUPPORT};
        vkGetDescriptorSetLayoutSupport(device, &info, &support);
        EXPECT_TRUE(support.supported);
        VkDescriptorSetLayout layout = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateDescriptorSetLayout(device, &info, nullptr, &layout));
        atEnd([this, layout] { vkDestroyDescriptorSetLayout(device, layout, nullptr); });
        return layout;
    }

    VkDescriptorSet makeSet(VkDescriptorPoolCreateFlags flags, VkDescriptorSetLayout layout) {
        const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_MUTABLE_EXT, kCount},
                                              {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1}};
        const VkDescriptorPoolCreateInfo info{
            VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO, nullptr, flags, 1, 2, sizes};
        VkDescriptorPool pool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateDescriptorPool(device, &info, nullptr, &pool));
        atEnd([this, pool] { vkDestroyDescriptorPool(device, pool, nullptr); });
        const VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
                                                     nullptr, pool, 1, &layout};
        VkDescriptorSet set = VK_NULL_HANDLE;
        EXPECT_VK(vkAllocateDescriptorSets(device, &allocation, &set));
        return set;
    }

    void writeTexelBuffer(VkDescriptorSet set, uint32_t element, const TestBuffer& buffer) {
        const VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO,
                                          nullptr,
                                          0,
                                          buffer.buffer,
                                          VK_FORMAT_R32_UINT,
                                          0,
                                          VK_WHOLE_SIZE};
        VkBufferView view = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateBufferView(device, &info, nullptr, &view));
        atEnd([this, view] { vkDestroyBufferView(device, view, nullptr); });
        VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        write.dstSet = set;
        write.dstArrayElement = element;
        write.descriptorCount = 1;
        write.descriptorType = kTypes[element];
        write.pTexelBufferView = &view;
        vkUpdateDescriptorSets(device, 1, &write, 0, nullptr);
    }

    TestPipeline makeReader(VkDescriptorSetLayout setLayout) {
        TestPipeline reader;
        reader.setLayout = setLayout;
        const VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
                                                nullptr, 0, 1, &setLayout};
        EXPECT_VK(vkCreatePipelineLayout(device, &layout, nullptr, &reader.layout));
        reader.pipeline = makeComputePipeline(k_mutable, reader.layout);
        atEnd([this, reader] { vkDestroyPipelineLayout(device, reader.layout, nullptr); });
        return reader;
    }
};

TEST_F(MutableDescriptor, EveryTypeInOneBinding) {
    const VkDescriptorSet source =
        makeSet(VK_DESCRIPTOR_POOL_CREATE_HOST_ONLY_BIT_EXT,
                makeLayout(VK_DESCRIPTOR_SET_LAYOUT_CREATE_HOST_ONLY_POOL_BIT_EXT));
    const VkBufferUsageFlags usages[] = {
        VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT,
        VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT, VK_BUFFER_USAGE_STORAGE_TEXEL_BUFFER_BIT};
    for (uint32_t i = 0; i < 4; ++i) {
        const TestBuffer buffer = makeBuffer(256, usages[i]);
        buffer.view()[0] = 100 + i;
        if (i < 2)
            write(source, 0, kTypes[i], buffer, 0, VK_WHOLE_SIZE, i);
        else
            writeTexelBuffer(source, i, buffer);
    }
    for (uint32_t i = 4; i < kCount; ++i) {
        const TestImage image =
            makeImage(imageInfo(VK_FORMAT_R32_UINT, 1, 1,
                                VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT |
                                    VK_IMAGE_USAGE_TRANSFER_DST_BIT));
        const VkClearColorValue value{.uint32 = {100 + i}};
        const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        run([&](VkCommandBuffer commands) {
            vkCmdClearColorImage(commands, image.image, VK_IMAGE_LAYOUT_GENERAL, &value, 1, &all);
            fullBarrier(commands);
        });
        writeImage(source, 0, kTypes[i], makeView(image, VK_IMAGE_VIEW_TYPE_2D), VK_NULL_HANDLE, i);
    }
    TestPipeline reader = makeReader(makeLayout(0));
    reader.set = makeSet(0, reader.setLayout);
    const TestBuffer result = makeBuffer(256, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    write(reader.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, result);
    const VkCopyDescriptorSet copy{
        VK_STRUCTURE_TYPE_COPY_DESCRIPTOR_SET, nullptr, source, 0, 0, reader.set, 0, 0, kCount};
    vkUpdateDescriptorSets(device, 0, nullptr, 1, &copy);
    run([&](VkCommandBuffer commands) {
        dispatch(commands, reader, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < kCount; ++i) EXPECT_EQ(result.view()[i], 100 + i) << i;
}

}  // namespace
}  // namespace baker::test
