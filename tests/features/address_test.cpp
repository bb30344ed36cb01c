// Device addresses, and pointers that shaders choose between buffers.
#include <algorithm>
#include <array>

#include "feature_test.hpp"
//
#include "buffer_address.hpp"
//

namespace baker::test {
namespace {

constexpr VkBufferUsageFlags kUsage =
    VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;

class Address : public FeatureTest {
  protected:
    bool createAddressDevice() {
        const Features has = supportedFeatures();
        if (!has.v12.bufferDeviceAddress) return false;
        Features enabled;
        enabled.core.shaderInt64 = enabled.core.shaderInt16 = VK_TRUE;
        enabled.v11.storageBuffer16BitAccess = VK_TRUE;
        enabled.v12.bufferDeviceAddress = enabled.v12.scalarBlockLayout = VK_TRUE;
        createDeviceWith(enabled);
        return true;
    }

    VkDeviceAddress address(const TestBuffer& buffer) const {
        const VkBufferDeviceAddressInfo info{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO, nullptr,
                                             buffer.buffer};
        return vkGetBufferDeviceAddress(device, &info);
    }
};

TEST_F(Address, FollowedFromMemory) {
    if (!createAddressDevice()) GTEST_SKIP() << "bufferDeviceAddress";
    struct Node {
        VkDeviceAddress next;
        uint32_t value, padding;
    };
    struct Links {
        VkDeviceAddress first, words, counter;
    };
    const TestBuffer nodes = makeBuffer(4 * sizeof(Node), kUsage);
    const TestBuffer words = makeBuffer(64 * 4, kUsage);
    const TestBuffer counter = makeBuffer(4 + 12 * kInvocations, kUsage);
    for (const TestBuffer& buffer : {nodes, words, counter}) {
        EXPECT_NE(address(buffer), 0u);
        EXPECT_EQ(address(buffer) % 16, 0u);
    }
    // In the order 0, 2, 1, 3.
    const uint32_t order[] = {0, 2, 1, 3};
    const auto list = nodes.view<Node>();
    for (uint32_t i = 0; i < 4; ++i)
        list[order[i]] = {i < 3 ? address(nodes) + order[i + 1] * sizeof(Node) : 0, 10 + i, 0};
    for (uint32_t i = 0; i < 64; ++i) words.view()[i] = (i + 1) | (i + 2) << 16;
    counter.view()[0] = 5;
    const std::vector<Links> source{{address(nodes), address(words), address(counter)}};
    const auto result = compute<uint32_t>(k_buffer_address, source, kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const uint32_t value = 10 + i % 4;
        EXPECT_EQ(result[i], value + 100 * (i + 1) + 10000 * (i + 2) + (i % 4 ? 0 : 1000000)) << i;
        const float* v = counter.view<float>().data() + 1 + 3 * i;
        EXPECT_EQ(v[0], float(i));
        EXPECT_EQ(v[1], float(value));
        EXPECT_EQ(v[2], float(words.view()[i]));
    }
    EXPECT_EQ(counter.view()[0], 5u + 120u);
}

// Addresses of a buffer within its memory, and of two buffers of one memory.
TEST_F(Address, CountsFromTheMemorysStart) {
    if (!createAddressDevice()) GTEST_SKIP() << "bufferDeviceAddress";
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = 1024;
    info.usage = kUsage;
    std::array<VkBuffer, 2> buffers{};
    VkMemoryRequirements needs{};
    for (VkBuffer& buffer : buffers) {
        ASSERT_VK(vkCreateBuffer(device, &info, nullptr, &buffer));
        vkGetBufferMemoryRequirements(device, buffer, &needs);
    }
    const VkMemoryAllocateFlagsInfo flags{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO, nullptr,
                                          VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT, 0};
    const VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, &flags,
                                          2 * needs.size,
                                          findMemoryType(needs.memoryTypeBits, kHostVisible)};
    VkDeviceMemory memory = VK_NULL_HANDLE;
    ASSERT_VK(vkAllocateMemory(device, &allocation, nullptr, &memory));
    VkDeviceAddress addresses[2];
    for (uint32_t i = 0; i < 2; ++i) {
        ASSERT_VK(vkBindBufferMemory(device, buffers[i], memory, i * needs.size));
        addresses[i] = address({.buffer = buffers[i]});
    }
    EXPECT_EQ(addresses[1] - addresses[0], needs.size);
    for (VkBuffer buffer : buffers) vkDestroyBuffer(device, buffer, nullptr);
    vkFreeMemory(device, memory, nullptr);
}

// golden/memory/variable_buffers.spvasm: pointers into two buffers, an array of four, and two
// workgroup arrays.
TEST_F(Address, PointersChosenBetweenBuffers) {
    if (!supportedFeatures().v11.variablePointers) GTEST_SKIP() << "variablePointers";
    Features enabled;
    enabled.v11.variablePointersStorageBuffer = enabled.v11.variablePointers = VK_TRUE;
    enabled.core.shaderStorageBufferArrayDynamicIndexing = VK_TRUE;
    createDeviceWith(enabled);
    constexpr auto kType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    const VkDescriptorType types[] = {kType, kType, kType};
    const uint32_t counts[] = {1, 1, 4};
    const TestPipeline pipeline =
        makePipeline(readSpirv(VARIABLE_BUFFERS), types, 0, nullptr, counts);
    ASSERT_FALSE(HasFailure());
    std::array<TestBuffer, 6> buffers;  // a, b, the array
    for (uint32_t n = 0; n < buffers.size(); ++n) {
        buffers[n] = makeBuffer(32 * 4, kUsage & VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        for (uint32_t i = 0; i < 32; ++i) buffers[n].view()[i] = 1000 * n + i;
        write(pipeline.set, std::min(n, 2u), kType, buffers[n], 0, VK_WHOLE_SIZE,
              n < 2 ? 0 : n - 2);
    }
    run([&](VkCommandBuffer commands) {
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const uint32_t step = i % 2 ? 2 : 0;
        const uint32_t buffer = i < 4 ? 1 : i % 2 ? 0 : 2 + i % 4;
        const uint32_t at = (i < 4 ? 0 : i) + step;
        EXPECT_EQ(buffers[1].view()[16 + i], 1000 * buffer + at + i) << i;
        const uint32_t added = i < 4 ? 2 : 1;  // two of the first four meet
        EXPECT_EQ(buffers[buffer].view()[at], 1000 * buffer + at + added) << i;
    }
}

}  // namespace
}  // namespace baker::test
