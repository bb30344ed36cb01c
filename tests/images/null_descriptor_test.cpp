// nullDescriptor of VK_EXT_robustness2: null handles of every type read as zero and ignore writes.
// Images out of bounds, of VK_EXT_image_robustness.
#include <cstdint>

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
        DeviceSetup setup;
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

}  // namespace
}  // namespace baker::test
