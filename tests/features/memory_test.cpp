// Layouts, workgroup memory, arrays of buffers, the memory model.
#include "feature_test.hpp"
//
#include "buffer_array.hpp"
#include "local_size.hpp"
#include "memory_model.hpp"
#include "scalar_layout.hpp"
#include "zero_workgroup.hpp"
//
namespace baker::test {
namespace {

class Memory : public FeatureTest {};

TEST_F(Memory, ScalarBlockLayout) {
    if (!supportedFeatures().v12.scalarBlockLayout) GTEST_SKIP() << "scalarBlockLayout";
    Features enabled;
    enabled.v12.scalarBlockLayout = VK_TRUE;
    createDeviceWith(enabled);
    constexpr uint32_t kFloats = 7;  // of a struct that std430 would pad to twelve
    const auto result =
        compute<float>(k_scalar_layout, ramp<float>(kFloats * kInvocations), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const float f = float(kFloats * i);
        EXPECT_EQ(result[i], f + 10 * (f + 1) + 100 * (f + 3) + 1000 * (f + 4) + 10000 * (f + 6))
            << i;
    }
}

TEST_F(Memory, ZeroInitializedWorkgroupMemory) {
    if (!supported<VkPhysicalDeviceZeroInitializeWorkgroupMemoryFeatures>(
             VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ZERO_INITIALIZE_WORKGROUP_MEMORY_FEATURES)
             .shaderZeroInitializeWorkgroupMemory)
        GTEST_SKIP() << "shaderZeroInitializeWorkgroupMemory";
    VkPhysicalDeviceZeroInitializeWorkgroupMemoryFeatures zero{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ZERO_INITIALIZE_WORKGROUP_MEMORY_FEATURES, nullptr,
        VK_TRUE};
    Features enabled;
    createDeviceWith(enabled, {VK_KHR_ZERO_INITIALIZE_WORKGROUP_MEMORY_EXTENSION_NAME}, &zero);
    const auto result = compute<uint32_t>(k_zero_workgroup, ramp<uint32_t>(), kInvocations);
    EXPECT_EQ(result, ramp<uint32_t>());
}

// Storage and uniform buffers picked from arrays by a value that is known at run time alone.
TEST_F(Memory, ArraysOfBuffers) {
    const Features has = supportedFeatures();
    if (!has.core.shaderStorageBufferArrayDynamicIndexing ||
        !has.core.shaderUniformBufferArrayDynamicIndexing)
        GTEST_SKIP() << "shaderStorageBufferArrayDynamicIndexing";
    Features enabled;
    enabled.core.shaderStorageBufferArrayDynamicIndexing = VK_TRUE;
    enabled.core.shaderUniformBufferArrayDynamicIndexing = VK_TRUE;
    createDeviceWith(enabled);
    const VkDescriptorType types[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                      VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                      VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER};
    const uint32_t counts[] = {4, 1, 4};
    const TestPipeline pipeline =
        makePipeline(k_buffer_array, types, sizeof(uint32_t), nullptr, counts);
    ASSERT_FALSE(HasFailure());
    constexpr VkDeviceSize kStride = 256;
    const VkBufferUsageFlags usage =
        VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT;
    const TestBuffer input = makeBuffer(4 * kStride, usage);
    const TestBuffer output = makeBuffer(kInvocations * sizeof(uint32_t), usage);
    for (uint32_t i = 0; i < input.view().size(); ++i) input.view()[i] = i;
    write(pipeline.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, output);
    for (uint32_t i = 0; i < 4; ++i) {
        write(pipeline.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, input, i * kStride, 16, i);
        write(pipeline.set, 2, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, input, i * kStride, 16, i);
    }
    for (uint32_t which = 0; which < 4; ++which) {
        run([&](VkCommandBuffer commands) {
            vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 4,
                               &which);
            dispatch(commands, pipeline, 1);
            fullBarrier(commands);
        });
        for (uint32_t i = 0; i < kInvocations; ++i)
            EXPECT_EQ(output.view()[i], 64 * which + i % 4 + 1000 * (64 * (3 - which) + i % 4))
                << which << " " << i;
    }
}

TEST_F(Memory, VariablePointersIntoAStorageBuffer) {
    if (!supportedFeatures().v11.variablePointersStorageBuffer)
        GTEST_SKIP() << "variablePointersStorageBuffer";
    Features enabled;
    enabled.v11.variablePointersStorageBuffer = VK_TRUE;
    createDeviceWith(enabled);
    const auto source = ramp<uint32_t>(24);
    const auto result = compute<uint32_t>(readSpirv(VARIABLE_POINTERS), source, kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const uint32_t p = i % 2 ? i : 20 - i;
        EXPECT_EQ(result[i], 100 * p + p + 1) << i;
    }
}

TEST_F(Memory, VulkanMemoryModel) {
    if (!supportedFeatures().v12.vulkanMemoryModel) GTEST_SKIP() << "vulkanMemoryModel";
    Features enabled;
    enabled.v12.vulkanMemoryModel = VK_TRUE;
    createDeviceWith(enabled);
    const auto result = compute<uint32_t>(k_memory_model, ramp<uint32_t>(), kInvocations);
    for (uint32_t value : result) EXPECT_EQ(value, 120u);
}

// LocalSizeId, from VK_KHR_maintenance4.
TEST_F(Memory, WorkgroupSizeBySpecialization) {
    if (!supported<VkPhysicalDeviceMaintenance4Features>(
             VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_FEATURES)
             .maintenance4)
        GTEST_SKIP() << "maintenance4";
    VkPhysicalDeviceMaintenance4Features maintenance4{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_FEATURES, nullptr, VK_TRUE};
    Features enabled;
    createDeviceWith(enabled, {VK_KHR_MAINTENANCE_4_EXTENSION_NAME}, &maintenance4);
    const uint32_t size[] = {4, 3};
    const VkSpecializationMapEntry entries[] = {{0, 0, 4}, {1, 4, 4}};
    const VkSpecializationInfo info{2, entries, sizeof(size), size};
    specialization = &info;
    // glslang writes LocalSizeId into SPIR-V 1.6 alone; nothing else in the module is newer
    // than 1.5.
    std::vector<uint32_t> spirv(std::begin(k_local_size), std::end(k_local_size));
    spirv[1] = 0x00010500;
    const auto result = compute<uint32_t>(spirv, ramp<uint32_t>(), 12);
    for (uint32_t value : result) EXPECT_EQ(value, 403u);
}

}  // namespace
}  // namespace baker::test
