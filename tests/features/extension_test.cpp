// Features of extensions that a small shader shows.
#include <algorithm>

#include "feature_test.hpp"
//
#include "atomic_float.hpp"
#include "ballot.hpp"
#include "explicit_shared.hpp"
#include "rotate.hpp"
//

namespace baker::test {
namespace {

class Extension : public FeatureTest {};

TEST_F(Extension, AtomicFloats) {
    VkPhysicalDeviceShaderAtomicFloat2FeaturesEXT extremes =
        supported<VkPhysicalDeviceShaderAtomicFloat2FeaturesEXT>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_ATOMIC_FLOAT_2_FEATURES_EXT);
    if (!extremes.shaderBufferFloat32AtomicMinMax)
        GTEST_SKIP() << "shaderBufferFloat32AtomicMinMax";
    extremes = {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_ATOMIC_FLOAT_2_FEATURES_EXT};
    extremes.shaderBufferFloat32AtomicMinMax = VK_TRUE;
    extremes.shaderSharedFloat32AtomicMinMax = VK_TRUE;
    VkPhysicalDeviceShaderAtomicFloatFeaturesEXT sums{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_ATOMIC_FLOAT_FEATURES_EXT, &extremes};
    sums.shaderBufferFloat32Atomics = sums.shaderBufferFloat32AtomicAdd = VK_TRUE;
    sums.shaderSharedFloat32Atomics = sums.shaderSharedFloat32AtomicAdd = VK_TRUE;
    Features enabled;
    createDeviceWith(
        enabled,
        {VK_EXT_SHADER_ATOMIC_FLOAT_EXTENSION_NAME, VK_EXT_SHADER_ATOMIC_FLOAT_2_EXTENSION_NAME},
        &sums);
    const auto result = compute<float>(k_atomic_float, ramp<float>(), kInvocations);
    EXPECT_EQ(result[0], 120.f);
    EXPECT_EQ(result[1], 15.f);
    EXPECT_EQ(result[2], -15.f);
    EXPECT_GE(result[3], 0.f);
    EXPECT_EQ(result[4], 240.f);
    EXPECT_EQ(result[5], -3.f);
}

// Subgroups may have any size; the workgroup has 16 invocations.
TEST_F(Extension, BallotAndVote) {
    if (!hasExtension(VK_EXT_SHADER_SUBGROUP_BALLOT_EXTENSION_NAME) ||
        !hasExtension(VK_EXT_SHADER_SUBGROUP_VOTE_EXTENSION_NAME))
        GTEST_SKIP() << VK_EXT_SHADER_SUBGROUP_BALLOT_EXTENSION_NAME;
    Features enabled;
    enabled.core.shaderInt64 = VK_TRUE;
    createDeviceWith(enabled, {VK_EXT_SHADER_SUBGROUP_BALLOT_EXTENSION_NAME,
                               VK_EXT_SHADER_SUBGROUP_VOTE_EXTENSION_NAME});
    const auto result = compute<uint32_t>(k_ballot, ramp<uint32_t>(), 4 * kInvocations);
    const uint32_t size = result[3] >> 8;
    ASSERT_GE(size, 2u);
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const uint32_t first = i - (result[4 * i + 3] & 255);
        const uint32_t count = std::min(size, kInvocations - first);
        EXPECT_EQ(result[4 * i], count / 2) << i;
        EXPECT_EQ(result[4 * i + 1], first + 1 + 100 * first) << i;
        EXPECT_EQ(result[4 * i + 2], uint32_t(first <= 3 && 3 < first + count) | 6) << i;
    }
}

TEST_F(Extension, WorkgroupBlocksThatAlias) {
    constexpr auto kType =
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_WORKGROUP_MEMORY_EXPLICIT_LAYOUT_FEATURES_KHR;
    using Layout = VkPhysicalDeviceWorkgroupMemoryExplicitLayoutFeaturesKHR;
    if (!supported<Layout>(kType).workgroupMemoryExplicitLayout16BitAccess)
        GTEST_SKIP() << "workgroupMemoryExplicitLayout16BitAccess";
    Layout layout{kType};
    layout.workgroupMemoryExplicitLayout = VK_TRUE;
    layout.workgroupMemoryExplicitLayout16BitAccess = VK_TRUE;
    Features enabled;
    enabled.core.shaderInt16 = VK_TRUE;
    createDeviceWith(enabled, {VK_KHR_WORKGROUP_MEMORY_EXPLICIT_LAYOUT_EXTENSION_NAME}, &layout);
    const auto result = compute<uint32_t>(k_explicit_shared, ramp<uint32_t>(), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) EXPECT_EQ(result[i], i << 16 | (i + 1)) << i;
}

TEST_F(Extension, RotatedSubgroups) {
    constexpr auto kType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_SUBGROUP_ROTATE_FEATURES_KHR;
    using Rotate = VkPhysicalDeviceShaderSubgroupRotateFeaturesKHR;
    using Assume = VkPhysicalDeviceShaderExpectAssumeFeaturesKHR;
    if (!supported<Rotate>(kType).shaderSubgroupRotateClustered)
        GTEST_SKIP() << "shaderSubgroupRotateClustered";
    Assume assume{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_EXPECT_ASSUME_FEATURES_KHR, nullptr,
                  VK_TRUE};
    Rotate rotate{kType, &assume, VK_TRUE, VK_TRUE};
    Features enabled;
    createDeviceWith(
        enabled,
        {VK_KHR_SHADER_SUBGROUP_ROTATE_EXTENSION_NAME, VK_KHR_SHADER_EXPECT_ASSUME_EXTENSION_NAME},
        &rotate);
    const auto result = compute<uint32_t>(k_rotate, ramp<uint32_t>(), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(result[i], 100 + i / 4 * 4 + (i + 1) % 4) << i;
}

}  // namespace
}  // namespace baker::test
