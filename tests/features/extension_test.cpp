// Features of extensions that a small shader shows.
#include <algorithm>
#include <array>
#include <bit>

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

TEST_F(Extension, ReplicatedComposites) {
    constexpr auto kType =
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_REPLICATED_COMPOSITES_FEATURES_EXT;
    using Replicated = VkPhysicalDeviceShaderReplicatedCompositesFeaturesEXT;
    if (!supported<Replicated>(kType).shaderReplicatedComposites)
        GTEST_SKIP() << "shaderReplicatedComposites";
    Replicated replicated{kType};
    replicated.shaderReplicatedComposites = VK_TRUE;
    Features enabled;
    createDeviceWith(enabled, {VK_EXT_SHADER_REPLICATED_COMPOSITES_EXTENSION_NAME}, &replicated);
    const auto result =
        compute<uint32_t>(readSpirv(REPLICATED), ramp<uint32_t>(), 4 * kInvocations);
    for (uint32_t i = 0; i < 4 * kInvocations; ++i) EXPECT_EQ(result[i], 10 + i / 4) << i;
}

TEST_F(Extension, ForwardReferencesOfRemarks) {
    constexpr auto kType =
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_RELAXED_EXTENDED_INSTRUCTION_FEATURES_KHR;
    using Relaxed = VkPhysicalDeviceShaderRelaxedExtendedInstructionFeaturesKHR;
    if (!supported<Relaxed>(kType).shaderRelaxedExtendedInstruction)
        GTEST_SKIP() << "shaderRelaxedExtendedInstruction";
    Relaxed relaxed{kType};
    relaxed.shaderRelaxedExtendedInstruction = VK_TRUE;
    Features enabled;
    createDeviceWith(enabled, {VK_KHR_SHADER_RELAXED_EXTENDED_INSTRUCTION_EXTENSION_NAME},
                     &relaxed);
    const auto result =
        compute<uint32_t>(readSpirv(FORWARD_REFERENCES), ramp<uint32_t>(), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) EXPECT_EQ(result[i], i + 5) << i;
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

// A number of `width` bits by the operations of bits_of_every_width.spvasm.
std::array<uint64_t, 4> bitsOf(uint64_t number, uint32_t width) {
    const uint64_t all = width == 64 ? ~0ull : (1ull << width) - 1;
    uint64_t reversed = 0;
    for (uint32_t i = 0; i < width; ++i) reversed |= (number >> i & 1) << (width - 1 - i);
    const uint64_t field = number >> 3 & 0xf;
    const uint64_t mask = 0x1f << 2;
    return {static_cast<uint64_t>(std::popcount(number)), reversed,
            field & 8 ? field | ~0xfull : field, ((number & ~mask) | (~number << 2 & mask)) & all};
}

TEST_F(Extension, BitsOfEveryWidth) {
    constexpr auto kType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_9_FEATURES_KHR;
    using Nine = VkPhysicalDeviceMaintenance9FeaturesKHR;
    const Features has = supportedFeatures();
    if (!supported<Nine>(kType).maintenance9 || !has.core.shaderInt64)
        GTEST_SKIP() << "maintenance9, shaderInt64";
    Nine nine{kType, nullptr, VK_TRUE};
    Features enabled;
    enabled.core.shaderInt16 = enabled.core.shaderInt64 = VK_TRUE;
    enabled.v12.shaderInt8 = VK_TRUE;
    createDeviceWith(enabled, {VK_KHR_MAINTENANCE_9_EXTENSION_NAME}, &nine);
    std::vector<uint32_t> words(kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) words[i] = i * 0x9e3779b9u + (i << 4);
    const auto result = compute<uint32_t>(readSpirv(BITS_OF_EVERY_WIDTH), words, 12 * kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i) {
        const uint64_t numbers[] = {words[i] & 0xff, words[i] & 0xffff,
                                    words[i] | uint64_t(~words[i]) << 32};
        const uint32_t widths[] = {8, 16, 64};
        for (uint32_t w = 0; w < 3; ++w) {
            const auto expected = bitsOf(numbers[w], widths[w]);
            for (uint32_t k = 0; k < 4; ++k) {
                const auto low = static_cast<uint32_t>(expected[k]);
                const auto high = static_cast<uint32_t>(expected[k] >> 32);
                EXPECT_EQ(result[12 * i + 4 * w + k], w == 2 && k ? low + 3 * high : low)
                    << "word " << i << " width " << widths[w] << " operation " << k;
            }
        }
    }
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
