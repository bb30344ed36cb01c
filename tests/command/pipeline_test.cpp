// Compute pipelines: specialisation, caches, modules that are destroyed or refused.
#include <algorithm>
#include <thread>

#include "command_test.hpp"

// Generated from shaders/.
#include "fill_index.hpp"
#include "scale.hpp"

namespace baker::test {
namespace {

constexpr VkDescriptorType kStorage = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;

class Pipelines : public CommandTest {
  protected:
    VkPipelineCache makeCache(const std::vector<uint8_t>& data = {}) {
        VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
        info.initialDataSize = data.size();
        info.pInitialData = data.data();
        VkPipelineCache cache = VK_NULL_HANDLE;
        EXPECT_VK(vkCreatePipelineCache(device, &info, nullptr, &cache));
        atEnd([this, cache] { vkDestroyPipelineCache(device, cache, nullptr); });
        return cache;
    }
    std::vector<uint8_t> dataOf(VkPipelineCache cache) {
        size_t size = 0;
        EXPECT_VK(vkGetPipelineCacheData(device, cache, &size, nullptr));
        std::vector<uint8_t> data(size);
        EXPECT_VK(vkGetPipelineCacheData(device, cache, &size, data.data()));
        data.resize(size);
        return data;
    }
    void createAndDestroy(VkPipelineCache cache, std::span<const uint32_t> spirv) {
        const TestPipeline layouts = makePipeline(spirv, std::array{kStorage}, 8);
        VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
        moduleInfo.codeSize = spirv.size_bytes();
        moduleInfo.pCode = spirv.data();
        VkShaderModule module = VK_NULL_HANDLE;
        ASSERT_VK(vkCreateShaderModule(device, &moduleInfo, nullptr, &module));
        VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
        info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
        info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
        info.stage.module = module;
        info.stage.pName = "main";
        info.layout = layouts.layout;
        VkPipeline pipeline = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateComputePipelines(device, cache, 1, &info, nullptr, &pipeline));
        vkDestroyShaderModule(device, module, nullptr);
        vkDestroyPipeline(device, pipeline, nullptr);
    }
};

TEST_F(Pipelines, SpecializationConstantsChangeTheShader) {
    const uint32_t factor = 11;
    const VkSpecializationMapEntry entry{0, 0, 4};
    const VkSpecializationInfo specialization{1, &entry, 4, &factor};
    const TestPipeline plain = makePipeline(k_fill_index, std::array{kStorage});
    const TestPipeline special =
        makePipeline(k_fill_index, std::array{kStorage}, 0, &specialization);
    const TestBuffer a = makeFilled(256, 0), b = makeFilled(256, 0);
    write(plain.set, 0, kStorage, a);
    write(special.set, 0, kStorage, b);
    run([&](VkCommandBuffer commands) {
        dispatch(commands, plain, 1);
        dispatch(commands, special, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 64; ++i) {
        EXPECT_EQ(a.view()[i], 3 * i);
        EXPECT_EQ(b.view()[i], 11 * i);
    }
}

TEST_F(Pipelines, CacheDataHasTheDevicesHeaderAndGrows) {
    const VkPipelineCache cache = makeCache();
    const auto empty = dataOf(cache);
    VkPipelineCacheHeaderVersionOne header;
    ASSERT_GE(empty.size(), sizeof(header));
    std::copy_n(empty.begin(), sizeof(header), reinterpret_cast<uint8_t*>(&header));
    EXPECT_EQ(header.headerSize, 32u);
    EXPECT_EQ(header.headerVersion, VK_PIPELINE_CACHE_HEADER_VERSION_ONE);
    EXPECT_EQ(header.vendorID, properties.vendorID);
    EXPECT_EQ(header.deviceID, properties.deviceID);
    EXPECT_TRUE(std::equal(std::begin(header.pipelineCacheUUID), std::end(header.pipelineCacheUUID),
                           properties.pipelineCacheUUID));
    createAndDestroy(cache, k_scale);
    EXPECT_GT(dataOf(cache).size(), empty.size());
}

TEST_F(Pipelines, CachesMakeARoundTripAndMerge) {
    const VkPipelineCache a = makeCache(), b = makeCache();
    createAndDestroy(a, k_scale);
    createAndDestroy(b, k_fill_index);
    const VkPipelineCache copy = makeCache(dataOf(a));
    EXPECT_EQ(dataOf(copy), dataOf(a));
    ASSERT_VK(vkMergePipelineCaches(device, copy, 1, &b));
    EXPECT_GT(dataOf(copy).size(), dataOf(a).size());
    createAndDestroy(copy, k_fill_index);  // found: nothing is added
    const size_t size = dataOf(copy).size();
    createAndDestroy(copy, k_scale);
    EXPECT_EQ(dataOf(copy).size(), size);
}

TEST_F(Pipelines, ThreadsShareACacheAndALayout) {
    const VkPipelineCache cache = makeCache();
    const TestPipeline layouts = makePipeline(k_scale, std::array{kStorage}, 8);
    VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = sizeof(k_scale);
    moduleInfo.pCode = k_scale;
    VkShaderModule module = VK_NULL_HANDLE;
    ASSERT_VK(vkCreateShaderModule(device, &moduleInfo, nullptr, &module));
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.layout = layouts.layout;
    std::vector<VkPipeline> pipelines(8, VK_NULL_HANDLE);
    std::vector<std::thread> threads;
    for (VkPipeline& pipeline : pipelines)
        threads.emplace_back([&] {
            EXPECT_VK(vkCreateComputePipelines(device, cache, 1, &info, nullptr, &pipeline));
        });
    for (std::thread& thread : threads) thread.join();
    for (VkPipeline pipeline : pipelines) vkDestroyPipeline(device, pipeline, nullptr);
    vkDestroyShaderModule(device, module, nullptr);
}

TEST_F(Pipelines, DamagedCacheDataIsHarmless) {
    const VkPipelineCache cache = makeCache();
    createAndDestroy(cache, k_scale);
    const auto data = dataOf(cache);
    for (size_t size = 32; size < data.size(); size += 61)
        createAndDestroy(makeCache({data.begin(), data.begin() + static_cast<ptrdiff_t>(size)}),
                         k_scale);
    for (size_t i = 32; i < data.size(); i += 97) {
        auto damaged = data;
        damaged[i] ^= 0xff;
        createAndDestroy(makeCache(damaged), k_scale);
    }
}

TEST_F(Pipelines, TooSmallABufferForCacheData) {
    const VkPipelineCache cache = makeCache();
    createAndDestroy(cache, k_scale);
    const auto whole = dataOf(cache);
    std::vector<uint8_t> data(whole.size());
    size_t size = whole.size() - 1;
    EXPECT_EQ(vkGetPipelineCacheData(device, cache, &size, data.data()), VK_INCOMPLETE);
    EXPECT_LT(size, whole.size());
    data.resize(size);
    createAndDestroy(makeCache(data), k_scale);
}

// On a device without robustBufferAccess: what lies behind a descriptor's range is not written.
class RobustPipelines : public CommandTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME) ||
            !hasExtension(VK_EXT_ROBUSTNESS_2_EXTENSION_NAME))
            GTEST_SKIP() << VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME;
        VkPhysicalDevicePipelineRobustnessFeatures features{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_ROBUSTNESS_FEATURES, nullptr, VK_TRUE};
        DeviceSetup setup;
        setup.features.pNext = &features;
        setup.extensions = {VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME,
                            VK_EXT_ROBUSTNESS_2_EXTENSION_NAME};
        createDevice(setup);
    }
};

TEST_F(RobustPipelines, WriteNothingBehindTheRange) {
    TestPipeline pipeline = makePipeline(k_scale, std::array{kStorage}, 8);
    VkPipelineRobustnessCreateInfo robustness{VK_STRUCTURE_TYPE_PIPELINE_ROBUSTNESS_CREATE_INFO};
    robustness.storageBuffers = VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_ROBUST_BUFFER_ACCESS_2;
    VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = sizeof(k_scale);
    moduleInfo.pCode = k_scale;
    VkShaderModule module = VK_NULL_HANDLE;
    ASSERT_VK(vkCreateShaderModule(device, &moduleInfo, nullptr, &module));
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO, &robustness};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.layout = pipeline.layout;
    ASSERT_VK(
        vkCreateComputePipelines(device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline.pipeline));
    atEnd([this, made = pipeline.pipeline] { vkDestroyPipeline(device, made, nullptr); });
    vkDestroyShaderModule(device, module, nullptr);
    const TestBuffer buffer = makeFilled(256, 5);
    write(pipeline.set, 0, kStorage, buffer, 0, 64);
    const uint32_t constants[] = {2, 1};
    run([&](VkCommandBuffer commands) {
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 8, constants);
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 64; ++i) EXPECT_EQ(buffer.view()[i], i < 16 ? 11u : 5u) << i;
}

}  // namespace
}  // namespace baker::test
