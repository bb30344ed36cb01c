// Atomic operations of many invocations on the same words.
#include <algorithm>
#include <bit>
#include <cstdint>

#include "atomics.hpp"
#include "shared_exchange.hpp"
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kGroups = 8;
constexpr uint32_t kCount = kGroups * 64;
constexpr size_t kHead = 11;  // words before the tickets

class Atomics : public DeviceTest {};

TEST_F(Atomics, LoseNothing) {
    constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
    const TestPipeline pipeline = makePipeline(k_atomics, kTypes);
    const TestBuffer buffer = makeBuffer((kHead + kCount) * 4, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    write(pipeline.set, 0, kTypes[0], buffer);
    const auto words = buffer.view();
    std::ranges::fill(words, 0u);
    words[1] = ~0u;  // least
    words[3] = ~0u;  // all
    words[9] = 3;    // swapped
    words[7] = uint32_t(-5000);
    run([&](VkCommandBuffer c) { dispatch(c, pipeline, kGroups); });

    EXPECT_EQ(words[0], kCount);
    EXPECT_EQ(words[1], 5u);
    EXPECT_EQ(words[2], kCount - 1);
    EXPECT_EQ(words[3], 0u);
    EXPECT_EQ(words[4], ~0u);
    EXPECT_EQ(words[5], 0u);  // 0 ^ 1 ^ ... ^ 511
    EXPECT_EQ(words[6], uint32_t(10 - int(kCount - 1)));
    EXPECT_EQ(words[7], 0u);
    EXPECT_EQ(words[8], 77u);
    EXPECT_EQ(words[9], 4u);
    EXPECT_EQ(words[10], kCount * (kCount - 1) / 2 + kGroups * 63);
    // Every addition gave another ticket.
    for (uint32_t i = 0; i < kCount; ++i) ASSERT_EQ(words[kHead + i], 1u) << i;
}

class SharedAtomics : public VulkanTest {};

// Each of 64 invocations counts at one of 16 places, four at each.
TEST_F(SharedAtomics, ExchangeWordsOfArrays) {
    VkPhysicalDeviceShaderAtomicFloatFeaturesEXT floats{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_ATOMIC_FLOAT_FEATURES_EXT};
    floats.shaderSharedFloat32AtomicAdd = VK_TRUE;
    DeviceSetup setup;
    setup.extensions = {VK_EXT_SHADER_ATOMIC_FLOAT_EXTENSION_NAME};
    setup.features.pNext = &floats;
    createDevice(setup);
    constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
    const TestPipeline pipeline = makePipeline(k_shared_exchange, kTypes);
    const TestBuffer buffer = makeBuffer(48 * 4, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    write(pipeline.set, 0, kTypes[0], buffer);
    run([&](VkCommandBuffer c) { dispatch(c, pipeline, 1); });

    float sums[16] = {};
    for (uint32_t n = 0; n < 64; ++n) sums[n * 7 & 15] += float(n);
    for (uint32_t i = 0; i < 16; ++i) {
        EXPECT_EQ(buffer.view()[i], 4u) << i;
        EXPECT_EQ(std::bit_cast<float>(buffer.view()[16 + i]), sums[i]) << i;
        EXPECT_EQ(buffer.view()[32 + i], i + 100) << i;
    }
}

}  // namespace
}  // namespace baker::test
