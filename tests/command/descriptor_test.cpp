// Descriptor set layouts, pools, sets and their updates.
#include <algorithm>
#include <numeric>

#include "command_test.hpp"

// Generated from shaders/.
#include "arrays.hpp"
#include "dynamic_offsets.hpp"
#include "scale.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kStorage = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
constexpr VkDescriptorType kUniform = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER;
constexpr VkDescriptorType kDynamicStorage = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC;
constexpr VkDescriptorType kDynamicUniform = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC;

class Descriptors : public CommandTest {
  protected:
    using Bindings = std::vector<VkDescriptorSetLayoutBinding>;

    static VkDescriptorSetLayoutBinding binding(uint32_t number, VkDescriptorType type,
                                                uint32_t count = 1) {
        return {number, type, count, VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    }
    VkDescriptorSetLayout makeLayout(const Bindings& bindings) {
        VkDescriptorSetLayoutCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
        info.bindingCount = static_cast<uint32_t>(bindings.size());
        info.pBindings = bindings.data();
        VkDescriptorSetLayout layout = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateDescriptorSetLayout(device, &info, nullptr, &layout));
        atEnd([this, layout] { vkDestroyDescriptorSetLayout(device, layout, nullptr); });
        return layout;
    }
    VkDescriptorPool makePool(uint32_t sets, std::vector<VkDescriptorPoolSize> sizes,
                              VkDescriptorPoolCreateFlags flags = 0) {
        VkDescriptorPoolCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
        info.flags = flags;
        info.maxSets = sets;
        info.poolSizeCount = static_cast<uint32_t>(sizes.size());
        info.pPoolSizes = sizes.data();
        VkDescriptorPool pool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateDescriptorPool(device, &info, nullptr, &pool));
        atEnd([this, pool] { vkDestroyDescriptorPool(device, pool, nullptr); });
        return pool;
    }
    VkResult allocate(VkDescriptorPool pool, const std::vector<VkDescriptorSetLayout>& layouts,
                      std::vector<VkDescriptorSet>& sets) {
        sets.resize(layouts.size());
        VkDescriptorSetAllocateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
        info.descriptorPool = pool;
        info.descriptorSetCount = static_cast<uint32_t>(layouts.size());
        info.pSetLayouts = layouts.data();
        return vkAllocateDescriptorSets(device, &info, sets.data());
    }
    VkPipelineLayout makePipelineLayout(const std::vector<VkDescriptorSetLayout>& sets) {
        VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
        info.setLayoutCount = static_cast<uint32_t>(sets.size());
        info.pSetLayouts = sets.data();
        VkPipelineLayout layout = VK_NULL_HANDLE;
        EXPECT_VK(vkCreatePipelineLayout(device, &info, nullptr, &layout));
        atEnd([this, layout] { vkDestroyPipelineLayout(device, layout, nullptr); });
        return layout;
    }
};

TEST_F(Descriptors, DynamicOffsetsOverTwoSets) {
    const auto uniformAlignment =
        static_cast<uint32_t>(properties.limits.minUniformBufferOffsetAlignment);
    const auto storageAlignment =
        static_cast<uint32_t>(properties.limits.minStorageBufferOffsetAlignment);
    const auto first = makeLayout({binding(0, kDynamicUniform), binding(1, kDynamicStorage)});
    const auto second = makeLayout({binding(0, kDynamicStorage)});
    const VkPipelineLayout layout = makePipelineLayout({first, second});
    const VkPipeline pipeline = makeComputePipeline(k_dynamic_offsets, layout);
    const VkDescriptorPool pool = makePool(2, {{kDynamicUniform, 1}, {kDynamicStorage, 2}});
    std::vector<VkDescriptorSet> sets;
    ASSERT_VK(allocate(pool, {first, second}, sets));
    const TestBuffer uniforms = makeFilled(4096, 0), storage = makeFilled(4096, 0),
                     target = makeFilled(4096, 0);
    std::iota(uniforms.view().begin(), uniforms.view().end(), 0u);
    std::iota(storage.view().begin(), storage.view().end(), 10000u);
    write(sets[0], 0, kDynamicUniform, uniforms, uniformAlignment, 16);
    write(sets[0], 1, kDynamicStorage, storage, storageAlignment, 16);
    write(sets[1], 0, kDynamicStorage, target, 0, 16);
    run([&](VkCommandBuffer commands) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
        for (uint32_t i = 0; i < 4; ++i) {
            const uint32_t offsets[] = {i * uniformAlignment, 2 * i * storageAlignment,
                                        i * storageAlignment};
            if (i != 2) {
                vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 2,
                                        sets.data(), 3, offsets);
            } else {  // one after the other, the second first
                vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 1, 1,
                                        &sets[1], 1, &offsets[2]);
                vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 1,
                                        &sets[0], 2, offsets);
            }
            vkCmdDispatch(commands, 1, 1, 1);
        }
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 4; ++i)
        for (uint32_t j = 0; j < 4; ++j)
            EXPECT_EQ(target.view()[i * storageAlignment / 4 + j],
                      (i + 1) * uniformAlignment / 4 + j + 10000 +
                          (2 * i + 1) * storageAlignment / 4 + j);
}

TEST_F(Descriptors, ArraysAtSparseBindingsOfSparseSets) {
    const auto target = makeLayout({binding(0, kStorage)});
    const auto empty = makeLayout({});
    // In another order than the numbers', and one that no shader uses.
    const auto arrays =
        makeLayout({binding(7, kStorage, 2), binding(6, kStorage), binding(5, kUniform, 3)});
    const VkPipelineLayout layout = makePipelineLayout({target, empty, arrays});
    const VkPipeline pipeline = makeComputePipeline(k_arrays, layout);
    const VkDescriptorPool pool = makePool(2, {{kStorage, 4}, {kUniform, 3}});
    std::vector<VkDescriptorSet> sets;
    ASSERT_VK(allocate(pool, {target, arrays}, sets));

    const TestBuffer result = makeFilled(16, 0);
    write(sets[0], 0, kStorage, result);
    std::vector<VkDescriptorBufferInfo> infos;
    for (uint32_t value : {1u, 10u, 100u, 1000u, 10000u})
        infos.push_back({makeFilled(256, value).buffer, 0, VK_WHOLE_SIZE});
    VkWriteDescriptorSet writes[2] = {{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET},
                                      {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET}};
    writes[0].dstSet = writes[1].dstSet = sets[1];
    writes[0].dstBinding = 5;
    writes[0].descriptorType = kUniform;
    writes[0].descriptorCount = 3;
    writes[0].pBufferInfo = &infos[0];
    writes[1].dstBinding = 7;
    writes[1].descriptorType = kStorage;
    writes[1].descriptorCount = 2;
    writes[1].pBufferInfo = &infos[3];
    vkUpdateDescriptorSets(device, 2, writes, 0, nullptr);
    run([&](VkCommandBuffer commands) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
        vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 0, 1, &sets[0], 0,
                                nullptr);
        vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout, 2, 1, &sets[1], 0,
                                nullptr);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    });
    EXPECT_EQ(result.view()[0], 11111u);
}

TEST_F(Descriptors, CopiesAndTemplatesCarryDescriptors) {
    const TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    const VkDescriptorPool pool = makePool(2, {{kStorage, 2}});
    std::vector<VkDescriptorSet> sets;
    ASSERT_VK(allocate(pool, {pipeline.setLayout, pipeline.setLayout}, sets));
    const TestBuffer a = makeFilled(64 * 4, 1), b = makeFilled(64 * 4, 2);
    write(pipeline.set, 0, kStorage, a);
    VkCopyDescriptorSet copy{VK_STRUCTURE_TYPE_COPY_DESCRIPTOR_SET};
    copy.srcSet = pipeline.set;
    copy.dstSet = sets[0];
    copy.descriptorCount = 1;
    vkUpdateDescriptorSets(device, 0, nullptr, 1, &copy);

    const VkDescriptorUpdateTemplateEntry entry{0, 0, 1, kStorage, 8, 0};
    VkDescriptorUpdateTemplateCreateInfo info{
        VK_STRUCTURE_TYPE_DESCRIPTOR_UPDATE_TEMPLATE_CREATE_INFO};
    info.descriptorUpdateEntryCount = 1;
    info.pDescriptorUpdateEntries = &entry;
    info.templateType = VK_DESCRIPTOR_UPDATE_TEMPLATE_TYPE_DESCRIPTOR_SET;
    info.descriptorSetLayout = pipeline.setLayout;
    VkDescriptorUpdateTemplate updateTemplate;
    ASSERT_VK(vkCreateDescriptorUpdateTemplate(device, &info, nullptr, &updateTemplate));
    struct {
        uint64_t before;
        VkDescriptorBufferInfo buffer;
    } data{0, {b.buffer, 0, VK_WHOLE_SIZE}};
    vkUpdateDescriptorSetWithTemplate(device, sets[1], updateTemplate, &data);
    vkDestroyDescriptorUpdateTemplate(device, updateTemplate, nullptr);

    run([&](VkCommandBuffer commands) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.pipeline);
        const uint32_t constants[] = {5, 0};
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 8, constants);
        for (VkDescriptorSet set : sets) {
            vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout, 0, 1,
                                    &set, 0, nullptr);
            vkCmdDispatch(commands, 1, 1, 1);
        }
        fullBarrier(commands);
    });
    EXPECT_EQ(a.view()[63], 5u);
    EXPECT_EQ(b.view()[63], 10u);
}

TEST_F(Descriptors, PoolsRunOutAndRecover) {
    const auto layout = makeLayout({binding(0, kStorage, 4)});
    const VkDescriptorPool pool =
        makePool(4, {{kStorage, 16}}, VK_DESCRIPTOR_POOL_CREATE_FREE_DESCRIPTOR_SET_BIT);
    std::vector<VkDescriptorSet> sets, more;
    ASSERT_VK(allocate(pool, {layout, layout, layout, layout}, sets));
    expectMessage("vkAllocateDescriptorSets");
    EXPECT_EQ(allocate(pool, {layout}, more), VK_ERROR_OUT_OF_POOL_MEMORY);
    EXPECT_EQ(more[0], VkDescriptorSet(VK_NULL_HANDLE));
    ASSERT_VK(vkFreeDescriptorSets(device, pool, 2, &sets[1]));
    ASSERT_VK(allocate(pool, {layout, layout}, more));
    ASSERT_VK(vkResetDescriptorPool(device, pool, 0));
    ASSERT_VK(allocate(pool, {layout, layout, layout, layout}, sets));
}

TEST_F(Descriptors, SetsOutliveTheirLayout) {
    const TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    VkDescriptorSetLayoutCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    const auto storage = binding(0, kStorage);
    info.bindingCount = 1;
    info.pBindings = &storage;
    VkDescriptorSetLayout layout;
    ASSERT_VK(vkCreateDescriptorSetLayout(device, &info, nullptr, &layout));
    std::vector<VkDescriptorSet> sets;
    ASSERT_VK(allocate(makePool(1, {{kStorage, 1}}), {layout}, sets));
    const TestBuffer data = makeFilled(64 * 4, 3);
    write(sets[0], 0, kStorage, data);
    vkDestroyDescriptorSetLayout(device, layout, nullptr);
    run([&](VkCommandBuffer commands) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.pipeline);
        const uint32_t constants[] = {5, 1};
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 8, constants);
        vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout, 0, 1,
                                &sets[0], 0, nullptr);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    });
    EXPECT_EQ(data.view()[0], 16u);
}

TEST_F(Descriptors, ReadsAndWritesStayWithinTheBuffer) {
    const TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    const TestBuffer data = makeFilled(64 * 4, 3);
    write(pipeline.set, 0, kStorage, data, 64, 64);  // 16 of the shader's 64 words
    DeviceSetup robust;
    run([&](VkCommandBuffer commands) {
        const uint32_t constants[] = {2, 0};
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 8, constants);
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 16; ++i) EXPECT_EQ(data.view()[i], 3u);
    for (uint32_t i = 16; i < 32; ++i) EXPECT_EQ(data.view()[i], 6u);
}

TEST_F(Descriptors, LayoutSupport) {
    const auto storage = binding(3, kStorage, 100);
    VkDescriptorSetLayoutCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    info.bindingCount = 1;
    info.pBindings = &storage;
    VkDescriptorSetLayoutSupport support{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_SUPPORT};
    vkGetDescriptorSetLayoutSupport(device, &info, &support);
    EXPECT_TRUE(support.supported);
}

}  // namespace
}  // namespace baker::test
