// Subgroups and integer dot products.
#include "feature_test.hpp"
//
#include "integer_dot.hpp"
#include "subgroup_types.hpp"

namespace baker::test {
namespace {

class Group : public FeatureTest {};

TEST_F(Group, ExtendedTypesAndDynamicBroadcast) {
    const Features has = supportedFeatures();
    if (!has.v12.shaderSubgroupExtendedTypes || !has.v12.subgroupBroadcastDynamicId ||
        !has.core.shaderInt64 || !has.core.shaderInt16)
        GTEST_SKIP() << "shaderSubgroupExtendedTypes";
    Features enabled;
    enabled.v12.shaderSubgroupExtendedTypes = VK_TRUE;
    enabled.v12.subgroupBroadcastDynamicId = VK_TRUE;
    enabled.core.shaderInt64 = enabled.core.shaderInt16 = VK_TRUE;
    createDeviceWith(enabled);
    std::vector<uint32_t> source;
    for (uint32_t i = 0; i < kInvocations; ++i) source.push_back(i + 3);
    const auto result = compute<uint32_t>(k_subgroup_types, source, 4 * kInvocations);
    const uint32_t size = result[3] >> 16;
    ASSERT_TRUE(size == 4 || size % 8 == 0) << size;
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const uint32_t first = i / size * size;
        const uint32_t last = std::min(first + size, kInvocations);
        uint32_t sum = 0;
        for (uint32_t k = first; k < last; ++k) sum += source[k];
        EXPECT_EQ(result[4 * i], 0u) << i;
        EXPECT_EQ(result[4 * i + 1], sum) << i;
        EXPECT_EQ(result[4 * i + 2], source[first] - 20 + 1000) << i;
        EXPECT_EQ(result[4 * i + 3] & 0xffff, source[first + source[0] % size]) << i;
    }
}

TEST_F(Group, IntegerDotProduct) {
    if (!supported<VkPhysicalDeviceShaderIntegerDotProductFeatures>(
             VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES)
             .shaderIntegerDotProduct)
        GTEST_SKIP() << "shaderIntegerDotProduct";
    VkPhysicalDeviceShaderIntegerDotProductFeatures dot{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES, nullptr, VK_TRUE};
    Features enabled;
    createDeviceWith(enabled, {VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME}, &dot);
    std::vector<uint32_t> source;
    for (uint32_t i = 0; i < kInvocations; ++i) source.push_back(0x01020304u * i + 0x80u);
    const auto result = compute<int32_t>(k_integer_dot, source, 3 * kInvocations);
    const int8_t signedFactors[] = {3, 2, -1, 1};
    const uint8_t factors[] = {3, 2, 255, 1};
    for (uint32_t i = 0; i < kInvocations; ++i) {
        int expected = 0;
        uint32_t accumulated = 7;
        for (uint32_t k = 0; k < 4; ++k) {
            expected += static_cast<int8_t>(source[i] >> (8 * k)) * signedFactors[k];
            accumulated += static_cast<uint8_t>(source[i] >> (8 * k)) * factors[k];
        }
        EXPECT_EQ(result[3 * i], expected) << i;
        EXPECT_EQ(static_cast<uint32_t>(result[3 * i + 1]), accumulated) << i;
        EXPECT_EQ(result[3 * i + 2], int(source[i] & 15) * 5 - 12 - 21) << i;
    }
}

}  // namespace
}  // namespace baker::test
