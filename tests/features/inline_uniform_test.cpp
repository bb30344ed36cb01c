// VK_EXT_inline_uniform_block: uniform data that lives in the descriptor set itself.
#include "feature_test.hpp"
//
#include "inline_uniform.hpp"

namespace baker::test {
namespace {

class InlineUniform : public FeatureTest {
  protected:
    void SetUp() override {
        FeatureTest::SetUp();
        if (HasFatalFailure()) return;
        if (!supported<VkPhysicalDeviceInlineUniformBlockFeatures>(
                 VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_INLINE_UNIFORM_BLOCK_FEATURES)
                 .inlineUniformBlock)
            GTEST_SKIP() << "inlineUniformBlock";
        VkPhysicalDeviceInlineUniformBlockFeatures inlineUniform{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_INLINE_UNIFORM_BLOCK_FEATURES, nullptr, VK_TRUE};
        Features enabled;
        createDeviceWith(enabled, {VK_EXT_INLINE_UNIFORM_BLOCK_EXTENSION_NAME}, &inlineUniform);
    }

    // A set with 32 bytes at binding 0, a storage buffer at 1 and 16 bytes at 2.
    static constexpr VkDescriptorType kInline = VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK;

    void writeInline(VkDescriptorSet set, uint32_t binding, uint32_t offset,
                     const std::vector<uint32_t>& data) {
        const auto size = static_cast<uint32_t>(data.size() * sizeof(uint32_t));
        const VkWriteDescriptorSetInlineUniformBlock block{
            VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET_INLINE_UNIFORM_BLOCK, nullptr, size,
            data.data()};
        VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, &block};
        write.dstSet = set;
        write.dstBinding = binding;
        write.dstArrayElement = offset;
        write.descriptorCount = size;
        write.descriptorType = kInline;
        vkUpdateDescriptorSets(device, 1, &write, 0, nullptr);
    }
};

TEST_F(InlineUniform, IsReadFromTheSet) {
    const VkDescriptorType types[] = {kInline, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, kInline};
    const uint32_t counts[] = {32, 1, 16};
    const TestPipeline pipeline = makePipeline(k_inline_uniform, types, 0, nullptr, counts);
    ASSERT_FALSE(HasFailure());
    const TestBuffer output =
        makeBuffer(kInvocations * sizeof(uint32_t), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    write(pipeline.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, output);
    writeInline(pipeline.set, 0, 0, {1, 2, 3, 4, 5, 6, 7, 8});
    writeInline(pipeline.set, 0, 8, {30, 40});  // a part of it again
    writeInline(pipeline.set, 2, 0, {9, 0, 0, 0});
    run([&](VkCommandBuffer commands) {
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    });
    const uint32_t first[] = {1, 2, 30, 40, 5, 6, 7, 8};
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(output.view()[i], first[i / 2] * 10 + 9) << i;
}

}  // namespace
}  // namespace baker::test
