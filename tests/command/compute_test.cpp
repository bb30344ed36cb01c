// Dispatches, push constants, secondary buffers, many pipelines.
#include <algorithm>
#include <numeric>

#include "command_test.hpp"

// Generated from shaders/.
#include "ballots.hpp"
#include "push_constants.hpp"
#include "quads.hpp"
#include "scale.hpp"
#include "workgroups.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kStorage = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;

class Compute : public CommandTest {
  protected:
    static void push(VkCommandBuffer commands, const TestPipeline& pipeline, const void* data,
                     uint32_t size, uint32_t offset = 0) {
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, offset, size,
                           data);
    }
    static void bind(VkCommandBuffer commands, const TestPipeline& pipeline) {
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.pipeline);
        vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout, 0, 1,
                                &pipeline.set, 0, nullptr);
    }
};

TEST_F(Compute, PushConstantsOfEachDispatch) {
    const TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    const TestBuffer data = makeFilled(64 * 4, 2);
    write(pipeline.set, 0, kStorage, data);
    run([&](VkCommandBuffer commands) {
        bind(commands, pipeline);
        const uint32_t first[] = {10, 1};
        push(commands, pipeline, first, 8);
        vkCmdDispatch(commands, 1, 1, 1);  // 21
        fullBarrier(commands);
        const uint32_t bias = 4;
        push(commands, pipeline, &bias, 4, 4);  // the factor stays
        vkCmdDispatch(commands, 1, 1, 1);       // 214
        fullBarrier(commands);
    });
    EXPECT_EQ(data.view()[0], 214u);
    EXPECT_EQ(data.view()[63], 214u);
}

TEST_F(Compute, AllPushConstantsOfTheLimit) {
    ASSERT_GE(properties.limits.maxPushConstantsSize, 128u);
    if (properties.limits.maxPushConstantsSize < 256) GTEST_SKIP() << "fewer than 256 bytes";
    const TestPipeline pipeline = makePipeline(k_push_constants, std::array{kStorage}, 256);
    const TestBuffer data = makeFilled(256, 0);
    write(pipeline.set, 0, kStorage, data);
    std::vector<uint32_t> words(64);
    std::iota(words.begin(), words.end(), 500u);
    run([&](VkCommandBuffer commands) {
        bind(commands, pipeline);
        push(commands, pipeline, words.data(), 256);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
        words[63] = 1;
        push(commands, pipeline, &words[63], 4, 252);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    });
    EXPECT_TRUE(std::equal(words.begin(), words.end(), data.view().begin()));
}

// dEQP-VK.subgroups.arithmetic.compute.subgroupadd_int
TEST_F(Compute, BallotsSeeTheLanesThatAreActive) {
    const TestPipeline pipeline = makePipeline(k_ballots, std::array{kStorage}, 0);
    const TestBuffer data = makeFilled(8, 0);
    write(pipeline.set, 0, kStorage, data);
    run([&](VkCommandBuffer commands) {
        bind(commands, pipeline);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    });
    EXPECT_EQ(data.view()[0], 64u);
    EXPECT_EQ(data.view()[1], 32u);
}

// dEQP-VK.subgroups.quad.compute.subgroupquadbroadcast_nonconst_uint
TEST_F(Compute, LanesOfQuadsChosenAtRunTime) {
    const TestPipeline pipeline = makePipeline(k_quads, std::array{kStorage}, 0);
    const TestBuffer data = makeFilled(65 * 4, 2);
    write(pipeline.set, 0, kStorage, data);
    run([&](VkCommandBuffer commands) {
        bind(commands, pipeline);
        vkCmdDispatch(commands, 1, 1, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 64; ++i) EXPECT_EQ(data.view()[1 + i], (i & ~3u) + 2);
}

class Workgroups : public Compute {
  protected:
    using Uvec4 = std::array<uint32_t, 4>;
    struct Result {
        Uvec4 id, count;
    };

    void prepare(Uvec4 base) {
        pipeline_ = makePipeline(k_workgroups, std::array{kStorage}, 16);
        results_ = makeFilled(sizeof(Result) * 64, 0);
        write(pipeline_.set, 0, kStorage, results_);
        base_ = base;
    }
    VkPipeline makeBasePipeline(std::span<const uint32_t> spirv, VkPipelineLayout layout) {
        return makeComputePipeline(spirv, layout, nullptr, VK_PIPELINE_CREATE_DISPATCH_BASE_BIT);
    }
    void bindAll(VkCommandBuffer commands) {
        bind(commands, pipeline_);
        push(commands, pipeline_, &base_, 16);
    }
    void expect(uint32_t x, uint32_t y, uint32_t z) {
        for (uint32_t i = 0; i < 64; ++i) {
            const uint32_t id[] = {i % 4, i / 4 % 4, i / 16};
            const Result& result = results_.view<Result>()[i];
            if (id[0] >= x || id[1] >= y || id[2] >= z) {
                EXPECT_EQ(result.id[3], 0u);
                continue;
            }
            EXPECT_EQ(result.id, (Uvec4{base_[0] + id[0], base_[1] + id[1], base_[2] + id[2], 1}));
            EXPECT_EQ(result.count, (Uvec4{x, y, z, 1}));
        }
    }

    TestPipeline pipeline_;
    TestBuffer results_;
    Uvec4 base_{};
};

TEST_F(Workgroups, DirectDispatchesOfDifferentSizes) {
    prepare({});
    for (const auto& [x, y, z] : {std::array{1u, 1u, 1u}, {2u, 3u, 1u}, {4u, 2u, 4u}}) {
        run([&](VkCommandBuffer commands) {
            vkCmdFillBuffer(commands, results_.buffer, 0, VK_WHOLE_SIZE, 0);
            fullBarrier(commands);
            bindAll(commands);
            vkCmdDispatch(commands, x, y, z);
            fullBarrier(commands);
        });
        expect(x, y, z);
    }
}

TEST_F(Workgroups, SeveralSizesInOneCommandBuffer) {
    prepare({});
    run([&](VkCommandBuffer commands) {
        bindAll(commands);
        vkCmdDispatch(commands, 4, 4, 4);
        fullBarrier(commands);
        vkCmdFillBuffer(commands, results_.buffer, 0, VK_WHOLE_SIZE, 0);
        fullBarrier(commands);
        vkCmdDispatch(commands, 3, 2, 1);
        fullBarrier(commands);
    });
    expect(3, 2, 1);
}

TEST_F(Workgroups, IndirectDispatchReadsItsArguments) {
    prepare({});
    const TestBuffer arguments = makeFilled(64, 0);
    const TestBuffer source = makeFilled(64, 0);
    const std::array<uint32_t, 3> counts{2, 4, 3};
    std::copy(counts.begin(), counts.end(), source.view().begin());
    run([&](VkCommandBuffer commands) {
        // Written by the device, at an offset that is no multiple of 16.
        const VkBufferCopy copy{0, 12, 12};
        vkCmdCopyBuffer(commands, source.buffer, arguments.buffer, 1, &copy);
        VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER};
        barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_INDIRECT_COMMAND_READ_BIT;
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT,
                             VK_PIPELINE_STAGE_DRAW_INDIRECT_BIT, 0, 1, &barrier, 0, nullptr, 0,
                             nullptr);
        bindAll(commands);
        vkCmdDispatchIndirect(commands, arguments.buffer, 12);
        fullBarrier(commands);
    });
    expect(2, 4, 3);
}

TEST_F(Workgroups, DispatchFromABase) {
    prepare({5, 6, 7});
    VkPipeline pipeline = makeBasePipeline(k_workgroups, pipeline_.layout);
    const auto dispatchBase =
        reinterpret_cast<PFN_vkCmdDispatchBase>(vkGetDeviceProcAddr(device, "vkCmdDispatchBase"));
    run([&](VkCommandBuffer commands) {
        bindAll(commands);
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
        dispatchBase(commands, 5, 6, 7, 2, 3, 4);
        fullBarrier(commands);
    });
    expect(2, 3, 4);
}

TEST_F(Workgroups, DispatchOfNothing) {
    prepare({});
    run([&](VkCommandBuffer commands) {
        bindAll(commands);
        vkCmdDispatch(commands, 0, 4, 4);
        fullBarrier(commands);
    });
    expect(0, 0, 0);
}

TEST_F(Compute, SecondaryBufferKeepsItsOwnState) {
    const TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    const TestBuffer data = makeFilled(64 * 4, 1);
    write(pipeline.set, 0, kStorage, data);
    const VkCommandBuffer secondary = allocate(makePool(), VK_COMMAND_BUFFER_LEVEL_SECONDARY);
    beginBuffer(secondary, VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT);
    bind(secondary, pipeline);
    uint32_t constants[] = {3, 1};
    push(secondary, pipeline, constants, 8);
    constants[0] = 0;
    vkCmdDispatch(secondary, 1, 1, 1);
    fullBarrier(secondary);
    ASSERT_VK(vkEndCommandBuffer(secondary));
    run([&](VkCommandBuffer commands) {
        vkCmdExecuteCommands(commands, 1, &secondary);  // 4
        bind(commands, pipeline);
        const uint32_t own[] = {10, 0};
        push(commands, pipeline, own, 8);
        vkCmdDispatch(commands, 1, 1, 1);  // 40
        fullBarrier(commands);
        vkCmdExecuteCommands(commands, 1, &secondary);  // 121
    });
    EXPECT_EQ(data.view()[17], 121u);
}

TEST_F(Compute, SecondaryBufferOutlivesThePipelineLayout) {
    const TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    const TestBuffer data = makeFilled(64 * 4, 1);
    write(pipeline.set, 0, kStorage, data);
    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, 8};
    VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    info.setLayoutCount = 1;
    info.pSetLayouts = &pipeline.setLayout;
    info.pushConstantRangeCount = 1;
    info.pPushConstantRanges = &range;
    TestPipeline brief = pipeline;
    ASSERT_VK(vkCreatePipelineLayout(device, &info, nullptr, &brief.layout));
    const VkCommandBuffer secondary = allocate(makePool(), VK_COMMAND_BUFFER_LEVEL_SECONDARY);
    beginBuffer(secondary);
    bind(secondary, brief);
    const uint32_t constants[] = {3, 1};
    push(secondary, brief, constants, 8);
    vkCmdDispatch(secondary, 1, 1, 1);
    fullBarrier(secondary);
    ASSERT_VK(vkEndCommandBuffer(secondary));
    vkDestroyPipelineLayout(device, brief.layout, nullptr);
    run([&](VkCommandBuffer commands) { vkCmdExecuteCommands(commands, 1, &secondary); });
    EXPECT_EQ(data.view()[0], 4u);
}

TEST_F(Compute, PipelinesOfEqualLayoutsShareTheirBindings) {
    const TestPipeline a = makePipeline(k_scale, std::array{kStorage}, 8);
    const TestPipeline b = makePipeline(k_scale, std::array{kStorage}, 8);
    const TestBuffer data = makeFilled(64 * 4, 1);
    write(a.set, 0, kStorage, data);
    run([&](VkCommandBuffer commands) {
        bind(commands, a);
        const uint32_t constants[] = {2, 1};
        push(commands, a, constants, 8);
        vkCmdDispatch(commands, 1, 1, 1);  // 3
        fullBarrier(commands);
        // The set and the constants stay bound: the layouts are compatible.
        vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, b.pipeline);
        vkCmdDispatch(commands, 1, 1, 1);  // 7
        fullBarrier(commands);
    });
    EXPECT_EQ(data.view()[5], 7u);
}

}  // namespace
}  // namespace baker::test
