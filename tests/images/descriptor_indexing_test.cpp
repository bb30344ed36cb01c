// Descriptor indexing: an array of images whose length is known at allocation alone, not all of it
// bound, updated after it was bound, indexed differently by each invocation.
#include <array>
#include <cstdint>

#include "image_test.hpp"
#include "runtime_array.hpp"

namespace baker::test {
namespace {

class DescriptorIndexing : public ImageTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        indexing = supported<VkPhysicalDeviceDescriptorIndexingFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DESCRIPTOR_INDEXING_FEATURES);
        if (!indexing.runtimeDescriptorArray ||
            !indexing.descriptorBindingSampledImageUpdateAfterBind ||
            !indexing.descriptorBindingVariableDescriptorCount)
            GTEST_SKIP() << "descriptorIndexing";
        DeviceSetup setup;
        setup.features.pNext = &indexing;
        setup.features.features.shaderStorageImageReadWithoutFormat = VK_TRUE;
        setup.features.features.shaderStorageImageWriteWithoutFormat = VK_TRUE;
        setup.features.features.shaderStorageBufferArrayDynamicIndexing = VK_TRUE;
        createDevice(setup);
    }

    VkImageView makePixel(uint32_t value) {
        const TestImage image = makeImage(imageInfo(
            VK_FORMAT_R32_UINT, 1, 1, VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT));
        store(TexelKind::Uint, makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY), {{value, 0, 0, 0}}, 1,
              1, 1);
        return makeView(image, VK_IMAGE_VIEW_TYPE_2D);
    }

    // Layout, set of `count` images, pipeline.
    TestPipeline make(uint32_t count) {
        const VkDescriptorSetLayoutBinding bindings[] = {
            {0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr},
            {1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 4, VK_SHADER_STAGE_COMPUTE_BIT, nullptr},
            {2, VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, 1000, VK_SHADER_STAGE_COMPUTE_BIT, nullptr}};
        const VkDescriptorBindingFlags flags[] = {
            0, 0,
            VK_DESCRIPTOR_BINDING_UPDATE_AFTER_BIND_BIT |
                VK_DESCRIPTOR_BINDING_PARTIALLY_BOUND_BIT |
                VK_DESCRIPTOR_BINDING_VARIABLE_DESCRIPTOR_COUNT_BIT};
        VkDescriptorSetLayoutBindingFlagsCreateInfo flagsInfo{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_BINDING_FLAGS_CREATE_INFO};
        flagsInfo.bindingCount = 3;
        flagsInfo.pBindingFlags = flags;
        VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
                                                &flagsInfo};
        setInfo.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_UPDATE_AFTER_BIND_POOL_BIT;
        setInfo.bindingCount = 3;
        setInfo.pBindings = bindings;
        TestPipeline made;
        EXPECT_VK(vkCreateDescriptorSetLayout(device, &setInfo, nullptr, &made.setLayout));
        VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
        layoutInfo.setLayoutCount = 1;
        layoutInfo.pSetLayouts = &made.setLayout;
        EXPECT_VK(vkCreatePipelineLayout(device, &layoutInfo, nullptr, &made.layout));
        made.pipeline = makeComputePipeline(k_runtime_array, made.layout);
        const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 5},
                                              {VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, count}};
        VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
        poolInfo.flags = VK_DESCRIPTOR_POOL_CREATE_UPDATE_AFTER_BIND_BIT;
        poolInfo.maxSets = 1;
        poolInfo.poolSizeCount = 2;
        poolInfo.pPoolSizes = sizes;
        VkDescriptorPool pool;
        EXPECT_VK(vkCreateDescriptorPool(device, &poolInfo, nullptr, &pool));
        VkDescriptorSetVariableDescriptorCountAllocateInfo variable{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_VARIABLE_DESCRIPTOR_COUNT_ALLOCATE_INFO};
        variable.descriptorSetCount = 1;
        variable.pDescriptorCounts = &count;
        VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
                                               &variable};
        allocation.descriptorPool = pool;
        allocation.descriptorSetCount = 1;
        allocation.pSetLayouts = &made.setLayout;
        EXPECT_VK(vkAllocateDescriptorSets(device, &allocation, &made.set));
        atEnd([this, made, pool] {
            vkDestroyPipelineLayout(device, made.layout, nullptr);
            vkDestroyDescriptorPool(device, pool, nullptr);
            vkDestroyDescriptorSetLayout(device, made.setLayout, nullptr);
        });
        return made;
    }

    VkPhysicalDeviceDescriptorIndexingFeatures indexing{};
};

TEST_F(DescriptorIndexing, ArraysBoundInPartAndUpdatedAfterBinding) {
    const TestPipeline used = make(31);
    const TestBuffer result = makeBuffer(64, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    write(used.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, result);
    for (uint32_t i = 0; i < 4; ++i) {
        const TestBuffer value = makeBuffer(64, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        value.view()[0] = i + 1;
        write(used.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, value, 0, VK_WHOLE_SIZE, i);
    }
    std::array<VkImageView, 16> views;
    for (uint32_t i = 0; i < 16; ++i) views[i] = makePixel(100 + i);
    run([&](VkCommandBuffer commands) {
        dispatch(commands, used, 1);
        fullBarrier(commands);
        for (uint32_t i = 0; i < 16; ++i)
            writeImage(used.set, 2, VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, views[i], VK_NULL_HANDLE,
                       2 * i);
    });
    for (uint32_t i = 0; i < 16; ++i)
        EXPECT_EQ(result.view()[i], 100 + i + 1000 * (i % 4 + 1)) << i;
}

}  // namespace
}  // namespace baker::test
