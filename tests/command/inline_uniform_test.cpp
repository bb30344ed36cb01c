// VK_EXT_inline_uniform_block: uniform data that lives in the set.
#include <algorithm>
#include <numeric>

#include "command_test.hpp"

// Generated from shaders/.
#include "uniform_block.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kInline = VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK;
constexpr VkDescriptorType kStorage = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;

class InlineUniforms : public CommandTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto feature = supported<VkPhysicalDeviceInlineUniformBlockFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_INLINE_UNIFORM_BLOCK_FEATURES);
        if (!feature.inlineUniformBlock || !hasExtension("VK_EXT_inline_uniform_block"))
            GTEST_SKIP() << "no inline uniform blocks";
        if (afterBind_ && !feature.descriptorBindingInlineUniformBlockUpdateAfterBind)
            GTEST_SKIP() << "descriptorBindingInlineUniformBlockUpdateAfterBind";
        feature.descriptorBindingInlineUniformBlockUpdateAfterBind = afterBind_;
        DeviceSetup setup;
        setup.extensions = {"VK_EXT_inline_uniform_block"};
        setup.features.pNext = &feature;
        createDevice(setup);
        createObjects();
    }

    void createObjects() {
        const VkDescriptorBindingFlags flags[] = {
            afterBind_ ? VkDescriptorBindingFlags(VK_DESCRIPTOR_BINDING_UPDATE_AFTER_BIND_BIT) : 0,
            0};
        const VkDescriptorSetLayoutBindingFlagsCreateInfo flagsInfo{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_BINDING_FLAGS_CREATE_INFO, nullptr, 2, flags};
        const VkDescriptorSetLayoutBinding bindings[] = {
            {0, kInline, 256, VK_SHADER_STAGE_COMPUTE_BIT, nullptr},
            {1, kStorage, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr}};
        VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
                                                &flagsInfo};
        if (afterBind_) setInfo.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_UPDATE_AFTER_BIND_POOL_BIT;
        setInfo.bindingCount = 2;
        setInfo.pBindings = bindings;
        ASSERT_VK(vkCreateDescriptorSetLayout(device, &setInfo, nullptr, &setLayout_));
        VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
        layoutInfo.setLayoutCount = 1;
        layoutInfo.pSetLayouts = &setLayout_;
        ASSERT_VK(vkCreatePipelineLayout(device, &layoutInfo, nullptr, &layout_));

        const VkDescriptorPoolSize sizes[] = {{kInline, 512}, {kStorage, 2}};
        VkDescriptorPoolInlineUniformBlockCreateInfo inlineInfo{
            VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_INLINE_UNIFORM_BLOCK_CREATE_INFO, nullptr, 2};
        VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
                                            &inlineInfo};
        if (afterBind_) poolInfo.flags = VK_DESCRIPTOR_POOL_CREATE_UPDATE_AFTER_BIND_BIT;
        poolInfo.maxSets = 2;
        poolInfo.poolSizeCount = 2;
        poolInfo.pPoolSizes = sizes;
        ASSERT_VK(vkCreateDescriptorPool(device, &poolInfo, nullptr, &pool_));
        const VkDescriptorSetLayout layouts[] = {setLayout_, setLayout_};
        VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
        allocation.descriptorPool = pool_;
        allocation.descriptorSetCount = 2;
        allocation.pSetLayouts = layouts;
        ASSERT_VK(vkAllocateDescriptorSets(device, &allocation, sets_));
        pipeline_ = makeComputePipeline(k_uniform_block, layout_);
        atEnd([this] {
            vkDestroyDescriptorPool(device, pool_, nullptr);
            vkDestroyPipelineLayout(device, layout_, nullptr);
            vkDestroyDescriptorSetLayout(device, setLayout_, nullptr);
        });
    }

    void writeInline(VkDescriptorSet set, uint32_t offset, std::span<const uint32_t> words) {
        VkWriteDescriptorSetInlineUniformBlock block{
            VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET_INLINE_UNIFORM_BLOCK, nullptr,
            static_cast<uint32_t>(words.size_bytes()), words.data()};
        VkWriteDescriptorSet info{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, &block};
        info.dstSet = set;
        info.dstArrayElement = offset;
        info.descriptorCount = block.dataSize;
        info.descriptorType = kInline;
        vkUpdateDescriptorSets(device, 1, &info, 0, nullptr);
    }
    // `afterwards()` is called when all is recorded.
    template <typename Afterwards>
    void dispatchWith(VkDescriptorSet set, const Afterwards& afterwards) {
        run([&](VkCommandBuffer commands) {
            vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline_);
            vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout_, 0, 1, &set,
                                    0, nullptr);
            vkCmdDispatch(commands, 1, 1, 1);
            fullBarrier(commands);
            afterwards();
        });
    }

    bool afterBind_ = false;
    VkDescriptorSetLayout setLayout_ = VK_NULL_HANDLE;
    VkPipelineLayout layout_ = VK_NULL_HANDLE;
    VkPipeline pipeline_ = VK_NULL_HANDLE;
    VkDescriptorPool pool_ = VK_NULL_HANDLE;
    VkDescriptorSet sets_[2]{};
};

TEST_F(InlineUniforms, WrittenInPartsAndCopied) {
    std::vector<uint32_t> words(64);
    std::iota(words.begin(), words.end(), 40u);
    writeInline(sets_[0], 0, words);
    words[20] = 7;
    writeInline(sets_[0], 80, std::span(words).subspan(20, 1));
    VkCopyDescriptorSet copy{VK_STRUCTURE_TYPE_COPY_DESCRIPTOR_SET};
    copy.srcSet = sets_[0];
    copy.dstSet = sets_[1];
    copy.descriptorCount = 256;
    vkUpdateDescriptorSets(device, 0, nullptr, 1, &copy);
    for (VkDescriptorSet set : sets_) {
        const TestBuffer target = makeFilled(256, 0);
        write(set, 1, kStorage, target);
        dispatchWith(set, [] {});
        EXPECT_TRUE(std::equal(words.begin(), words.end(), target.view().begin()));
    }
}

class InlineUniformsAfterBind : public InlineUniforms {
  protected:
    InlineUniformsAfterBind() { afterBind_ = true; }
};

TEST_F(InlineUniformsAfterBind, WrittenWhenAllIsRecorded) {
    std::vector<uint32_t> words(64, 3);
    writeInline(sets_[0], 0, words);
    std::iota(words.begin(), words.end(), 40u);
    const TestBuffer target = makeFilled(256, 0);
    write(sets_[0], 1, kStorage, target);
    dispatchWith(sets_[0], [&] { writeInline(sets_[0], 0, words); });
    EXPECT_TRUE(std::equal(words.begin(), words.end(), target.view().begin()));
}

}  // namespace
}  // namespace baker::test
