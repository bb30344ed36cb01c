// Arrays of descriptors without a declared length, indexed by values that differ between
// invocations, partly unwritten, and written after they were bound.
#include <array>

#include "feature_test.hpp"
//
#include "descriptor_indexing.hpp"
//

namespace baker::test {
namespace {

constexpr uint32_t kBindings = 4;
constexpr uint32_t kMaxStorages = 1000;
constexpr uint32_t kStorages = 34;  // of the set's variable-sized binding
constexpr VkDescriptorType kTypes[kBindings] = {
    VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,
    VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};

class DescriptorIndexing : public FeatureTest {
  protected:
    bool createIndexingDevice() {
        const VkPhysicalDeviceVulkan12Features has = supportedFeatures().v12;
        if (!has.runtimeDescriptorArray || !has.shaderStorageBufferArrayNonUniformIndexing)
            return false;
        Features enabled;
        VkPhysicalDeviceVulkan12Features& v12 = enabled.v12;
        v12.runtimeDescriptorArray = VK_TRUE;
        v12.shaderStorageBufferArrayNonUniformIndexing = VK_TRUE;
        v12.shaderUniformBufferArrayNonUniformIndexing = VK_TRUE;
        v12.shaderUniformTexelBufferArrayNonUniformIndexing = VK_TRUE;
        v12.descriptorBindingPartiallyBound = VK_TRUE;
        v12.descriptorBindingVariableDescriptorCount = VK_TRUE;
        v12.descriptorBindingUpdateUnusedWhilePending = VK_TRUE;
        v12.descriptorBindingStorageBufferUpdateAfterBind = VK_TRUE;
        v12.descriptorBindingUniformBufferUpdateAfterBind = VK_TRUE;
        v12.descriptorBindingUniformTexelBufferUpdateAfterBind = VK_TRUE;
        createDeviceWith(enabled);
        return true;
    }

    void makeSetLayout() {
        const uint32_t counts[kBindings] = {1, 8, 8, kMaxStorages};
        constexpr VkDescriptorBindingFlags kLate =
            VK_DESCRIPTOR_BINDING_UPDATE_AFTER_BIND_BIT | VK_DESCRIPTOR_BINDING_PARTIALLY_BOUND_BIT;
        const VkDescriptorBindingFlags flags[kBindings] = {
            kLate, kLate, kLate,
            kLate | VK_DESCRIPTOR_BINDING_VARIABLE_DESCRIPTOR_COUNT_BIT |
                VK_DESCRIPTOR_BINDING_UPDATE_UNUSED_WHILE_PENDING_BIT};
        std::array<VkDescriptorSetLayoutBinding, kBindings> bindings;
        for (uint32_t i = 0; i < kBindings; ++i)
            bindings[i] = {i, kTypes[i], counts[i], VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
        const VkDescriptorSetLayoutBindingFlagsCreateInfo flagsInfo{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_BINDING_FLAGS_CREATE_INFO, nullptr, kBindings,
            flags};
        const VkDescriptorSetLayoutCreateInfo info{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, &flagsInfo,
            VK_DESCRIPTOR_SET_LAYOUT_CREATE_UPDATE_AFTER_BIND_POOL_BIT, kBindings, bindings.data()};
        VkDescriptorSetVariableDescriptorCountLayoutSupport variable{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_VARIABLE_DESCRIPTOR_COUNT_LAYOUT_SUPPORT};
        VkDescriptorSetLayoutSupport support{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_SUPPORT,
                                             &variable, VK_FALSE};
        vkGetDescriptorSetLayoutSupport(device, &info, &support);
        EXPECT_TRUE(support.supported);
        EXPECT_GE(variable.maxVariableDescriptorCount, kMaxStorages);
        EXPECT_VK(vkCreateDescriptorSetLayout(device, &info, nullptr, &pipeline.setLayout));
    }

    void makeSet() {
        const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1 + kStorages},
                                              {VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 8},
                                              {VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, 8}};
        const VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
                                                  nullptr,
                                                  VK_DESCRIPTOR_POOL_CREATE_UPDATE_AFTER_BIND_BIT,
                                                  1,
                                                  3,
                                                  sizes};
        EXPECT_VK(vkCreateDescriptorPool(device, &poolInfo, nullptr, &pool));
        const uint32_t count = kStorages;
        const VkDescriptorSetVariableDescriptorCountAllocateInfo counts{
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_VARIABLE_DESCRIPTOR_COUNT_ALLOCATE_INFO, nullptr, 1,
            &count};
        const VkDescriptorSetAllocateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
                                               &counts, pool, 1, &pipeline.setLayout};
        EXPECT_VK(vkAllocateDescriptorSets(device, &info, &pipeline.set));
    }

    void makeLayoutAndPipeline() {
        const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, 4};
        const VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
                                                    nullptr,
                                                    0,
                                                    1,
                                                    &pipeline.setLayout,
                                                    1,
                                                    &range};
        EXPECT_VK(vkCreatePipelineLayout(device, &layoutInfo, nullptr, &pipeline.layout));
        pipeline.pipeline = makeComputePipeline(k_descriptor_indexing, pipeline.layout);
    }

    void makeAll() {
        makeSetLayout();
        makeSet();
        makeLayoutAndPipeline();
        constexpr VkBufferUsageFlags kUsage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
                                              VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT |
                                              VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT;
        data = makeBuffer(kStride * (kStorages + 8 + 8), kUsage);
        output = makeBuffer(4 * kInvocations, kUsage);
        for (uint32_t i = 0; i < data.view().size(); ++i)
            data.view()[i] = i / (kStride / 4) % kStorages + i % 4;
        for (uint32_t i = 0; i < 8; ++i) views[i] = makeView((kStorages + i) * kStride);
        atEnd([this] {
            for (VkBufferView view : views) vkDestroyBufferView(device, view, nullptr);
            vkDestroyDescriptorPool(device, pool, nullptr);
            vkDestroyPipelineLayout(device, pipeline.layout, nullptr);
            vkDestroyDescriptorSetLayout(device, pipeline.setLayout, nullptr);
        });
    }

    VkBufferView makeView(VkDeviceSize offset) {
        const VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO,
                                          nullptr,
                                          0,
                                          data.buffer,
                                          VK_FORMAT_R32_UINT,
                                          offset,
                                          16};
        VkBufferView view = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateBufferView(device, &info, nullptr, &view));
        return view;
    }

    void writeStorages(uint32_t first) {
        for (uint32_t i = first; i < kStorages; i += 2)
            write(pipeline.set, 3, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, data, i * kStride,
                  20 + 4 * (i % 3), i);
    }
    void writeOthers() {
        write(pipeline.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, output);
        for (uint32_t i = 0; i < 8; ++i)
            write(pipeline.set, 1, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, data,
                  (kStorages + i) * kStride, 16, i);
        const VkWriteDescriptorSet texels{
            VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,  nullptr, pipeline.set, 2,           0, 8,
            VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, nullptr, nullptr,      views.data()};
        vkUpdateDescriptorSets(device, 1, &texels, 0, nullptr);
    }

    void record(VkCommandBuffer commands, uint32_t first) {
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 4, &first);
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    }

    void expectResults(uint32_t first) {
        for (uint32_t i = 0; i < kInvocations; ++i) {
            const uint32_t which = first + 2 * i, words = 5 + first % 3;
            const uint32_t storage = which + i % 4;
            const uint32_t uniform = i % 8;  // the rows behind the storage buffers begin again at 0
            const uint32_t texel = 7 - i % 8 + i % 2;
            EXPECT_EQ(output.view()[i], storage + 100 * words + 1000 * uniform + 1000000 * texel)
                << first << " " << i;
            EXPECT_EQ(data.view()[which * kStride / 4 + 4], which + i) << first << " " << i;
        }
    }

    static constexpr VkDeviceSize kStride = 256;
    TestPipeline pipeline;
    VkDescriptorPool pool = VK_NULL_HANDLE;
    TestBuffer data, output;
    std::array<VkBufferView, 8> views{};
};

TEST_F(DescriptorIndexing, NonUniformPartiallyBound) {
    if (!createIndexingDevice()) GTEST_SKIP() << "runtimeDescriptorArray";
    makeAll();
    writeOthers();
    writeStorages(0);  // the odd elements stay unwritten
    run([&](VkCommandBuffer commands) { record(commands, 0); });
    expectResults(0);
}

TEST_F(DescriptorIndexing, WrittenAfterTheyWereBound) {
    if (!createIndexingDevice()) GTEST_SKIP() << "runtimeDescriptorArray";
    makeAll();
    run([&](VkCommandBuffer commands) {
        record(commands, 1);
        writeOthers();
        writeStorages(1);
    });
    expectResults(1);
}

TEST_F(DescriptorIndexing, UnusedOnesWrittenWhilePending) {
    if (!createIndexingDevice()) GTEST_SKIP() << "runtimeDescriptorArray";
    makeAll();
    writeOthers();
    writeStorages(0);
    const VkCommandBuffer commands = begin();
    record(commands, 0);
    ASSERT_VK(vkEndCommandBuffer(commands));
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands;
    ASSERT_VK(vkQueueSubmit(queue, 1, &info, VK_NULL_HANDLE));
    writeStorages(1);
    ASSERT_VK(vkQueueWaitIdle(queue));
    expectResults(0);
    run([&](VkCommandBuffer later) { record(later, 1); });
    expectResults(1);
}

}  // namespace
}  // namespace baker::test
