// nullDescriptor of VK_EXT_robustness2: null handles of every type read as zero and ignore writes.
// robustBufferAccess2: buffers of dynamic offsets end where their descriptors do.
#include <cstdint>

#include "dynamic_bounds.hpp"
#include "image_test.hpp"
#include "null.hpp"

namespace baker::test {
namespace {

class NullDescriptor : public ImageTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_EXT_ROBUSTNESS_2_EXTENSION_NAME))
            GTEST_SKIP() << VK_EXT_ROBUSTNESS_2_EXTENSION_NAME;
        VkPhysicalDeviceRobustness2FeaturesEXT robustness{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ROBUSTNESS_2_FEATURES_EXT};
        robustness.nullDescriptor = VK_TRUE;
        robustness.robustBufferAccess2 = VK_TRUE;
        DeviceSetup setup;
        setup.features.features.robustBufferAccess = VK_TRUE;
        setup.features.pNext = &robustness;
        setup.extensions = {VK_EXT_ROBUSTNESS_2_EXTENSION_NAME};
        createDevice(setup);
    }
};

TEST_F(NullDescriptor, ReadAsZeroIgnoreWrites) {
    constexpr VkDescriptorType kTypes[] = {
        VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,       VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,
        VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,       VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER,
        VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER, VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE,
        VK_DESCRIPTOR_TYPE_STORAGE_IMAGE,        VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER};
    const TestPipeline used = makePipeline(k_null, kTypes);
    const TestBuffer result = makeBuffer(64, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    for (uint32_t& word : result.view()) word = 5;
    write(used.set, 0, kTypes[0], result);
    TestBuffer none;
    write(used.set, 1, kTypes[1], none);
    write(used.set, 2, kTypes[2], none);
    for (uint32_t binding : {3u, 4u}) {
        const VkBufferView view = VK_NULL_HANDLE;
        VkWriteDescriptorSet info{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        info.dstSet = used.set;
        info.dstBinding = binding;
        info.descriptorCount = 1;
        info.descriptorType = kTypes[binding];
        info.pTexelBufferView = &view;
        vkUpdateDescriptorSets(device, 1, &info, 0, nullptr);
    }
    const VkSampler sampler = makeSampler(samplerInfo());
    for (uint32_t binding : {5u, 6u, 7u})
        writeImage(used.set, binding, kTypes[binding], VK_NULL_HANDLE, sampler);
    run([&](VkCommandBuffer commands) {
        dispatch(commands, used, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 7; ++i) EXPECT_EQ(result.view()[i], 0u) << i;
}

TEST_F(NullDescriptor, DynamicBuffersEndWithTheirDescriptors) {
    constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                           VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC,
                                           VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC};
    const TestPipeline used = makePipeline(k_dynamic_bounds, kTypes);
    const TestBuffer result = makeBuffer(64, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    const TestBuffer storage = makeBuffer(1024, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    const TestBuffer uniform = makeBuffer(2048, VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT);
    for (uint32_t& word : result.view()) word = 0;
    for (uint32_t& word : storage.view()) word = 5;
    for (uint32_t& word : uniform.view()) word = 6;
    write(used.set, 0, kTypes[0], result);
    write(used.set, 1, kTypes[1], storage, 256, 16);
    write(used.set, 2, kTypes[2], uniform, 256, 16);
    run([&](VkCommandBuffer commands) {
        const uint32_t offsets[] = {256, 512};
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, used.pipeline);
        vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, used.layout, 0, 1,
                                &used.set, 2, offsets);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    });
    const uint32_t expected[] = {4, 5, 0, 6};
    for (uint32_t i = 0; i < 4; ++i) EXPECT_EQ(result.view()[i], expected[i]) << i;
    // Uniform buffers are rounded up to robustUniformBufferAccessSizeAlignment.
    EXPECT_TRUE(result.view()[4] == 0 || result.view()[4] == 6);
    for (const uint32_t word : storage.view()) EXPECT_EQ(word, 5u);
}

}  // namespace
}  // namespace baker::test
