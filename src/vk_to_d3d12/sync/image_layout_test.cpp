#include "image_layout.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

constexpr auto kColor = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr auto kDepth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr auto kStencil = VK_IMAGE_ASPECT_STENCIL_BIT;
constexpr BarrierKind kLegacy{.enhanced = false};
constexpr BarrierKind kEnhanced{.enhanced = true};
constexpr BarrierKind kLegacyCompute{.enhanced = false, .type = D3D12_COMMAND_LIST_TYPE_COMPUTE};
constexpr BarrierKind kEnhancedCompute{.enhanced = true, .type = D3D12_COMMAND_LIST_TYPE_COMPUTE};

constexpr VkImageLayout kAllLayouts[] = {
    VK_IMAGE_LAYOUT_UNDEFINED,
    VK_IMAGE_LAYOUT_GENERAL,
    VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
    VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL,
    VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL,
    VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
    VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
    VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
    VK_IMAGE_LAYOUT_PRESENT_SRC_KHR,
};

// UNDEFINED names no state, so without tracking every layout must have the same one.
TEST(ImageLayout, LegacyStatesOfImagesWithoutStorageDoNotDependOnTheLayout) {
    for (VkImageUsageFlags usage = 1; usage < 256; ++usage) {
        if (usage & VK_IMAGE_USAGE_STORAGE_BIT) continue;
        const ImageTraits image{.usage = usage};
        const ImageState state = baseState(image, VK_IMAGE_LAYOUT_UNDEFINED, kColor, kLegacy);
        for (VkImageLayout layout : kAllLayouts)
            EXPECT_EQ(baseState(image, layout, kColor, kLegacy), state) << usage << " " << layout;
        EXPECT_EQ(initialState(image, kLegacy), legacyState(state, kLegacy.type));
    }
}

TEST(ImageLayout, LegacyStatesLetDescriptorsRead) {
    const ImageTraits sampled{.usage =
                                  VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT};
    EXPECT_EQ(baseState(sampled, VK_IMAGE_LAYOUT_GENERAL, kColor, kLegacy), ImageState::ShaderRead);
    const ImageTraits both{.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT};
    EXPECT_EQ(baseState(both, VK_IMAGE_LAYOUT_GENERAL, kColor, kLegacy), ImageState::Storage);
    EXPECT_EQ(baseState(both, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, kColor, kLegacy),
              ImageState::ShaderRead);
    EXPECT_EQ(initialState(both, kLegacy), D3D12_RESOURCE_STATE_UNORDERED_ACCESS);
}

TEST(ImageLayout, LegacyComputeListsNameNoPixelShader) {
    EXPECT_EQ(legacyState(ImageState::ShaderRead, D3D12_COMMAND_LIST_TYPE_COMPUTE),
              D3D12_RESOURCE_STATE_NON_PIXEL_SHADER_RESOURCE);
    const ImageTraits target{.usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT};
    EXPECT_EQ(baseState(target, VK_IMAGE_LAYOUT_GENERAL, kColor, kLegacyCompute),
              ImageState::Common);
}

TEST(ImageLayout, EnhancedGeneralAllowsAllDescriptors) {
    const ImageTraits image{.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT};
    const ImageState state = baseState(image, VK_IMAGE_LAYOUT_GENERAL, kColor, kEnhanced);
    EXPECT_EQ(enhancedState(state, kEnhanced.type).layout,
              D3D12_BARRIER_LAYOUT_DIRECT_QUEUE_COMMON);
    EXPECT_EQ(enhancedState(state, D3D12_COMMAND_LIST_TYPE_COMPUTE).layout,
              D3D12_BARRIER_LAYOUT_COMPUTE_QUEUE_COMMON);
}

TEST(ImageLayout, EnhancedUndefinedHasNoAccess) {
    const ImageState state = baseState({}, VK_IMAGE_LAYOUT_UNDEFINED, kColor, kEnhanced);
    EXPECT_EQ(enhancedState(state, kEnhanced.type).layout, D3D12_BARRIER_LAYOUT_UNDEFINED);
    EXPECT_EQ(enhancedState(state, kEnhanced.type).access, D3D12_BARRIER_ACCESS_NO_ACCESS);
}

TEST(ImageLayout, EnhancedDepthAndStencilHaveStatesOfTheirOwn) {
    const ImageTraits image{.usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT,
                            .aspects = kDepth | kStencil};
    constexpr auto layout = VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_STENCIL_ATTACHMENT_OPTIMAL;
    EXPECT_EQ(baseState(image, layout, kDepth, kEnhanced), ImageState::DepthRead);
    EXPECT_EQ(baseState(image, layout, kStencil, kEnhanced), ImageState::DepthWrite);
}

TEST(ImageLayout, EnhancedComputeListsNameNoAttachments) {
    for (VkImageLayout layout : kAllLayouts) {
        const auto state = enhancedState(baseState({}, layout, kDepth, kEnhancedCompute),
                                         D3D12_COMMAND_LIST_TYPE_COMPUTE);
        EXPECT_NE(state.layout, D3D12_BARRIER_LAYOUT_DEPTH_STENCIL_WRITE) << layout;
        EXPECT_NE(state.layout, D3D12_BARRIER_LAYOUT_DIRECT_QUEUE_GENERIC_READ) << layout;
        EXPECT_FALSE(state.access != D3D12_BARRIER_ACCESS_NO_ACCESS &&
                     state.access & D3D12_BARRIER_ACCESS_DEPTH_STENCIL_READ);
    }
}

// Queues of both types use the image at once.
TEST(ImageLayout, ConcurrentImagesAreInStatesOfNoQueue) {
    const ImageTraits image{.usage = VK_IMAGE_USAGE_SAMPLED_BIT, .concurrent = true};
    for (VkImageLayout layout : {VK_IMAGE_LAYOUT_GENERAL, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL})
        for (BarrierKind kind : {kLegacy, kLegacyCompute, kEnhanced, kEnhancedCompute})
            EXPECT_EQ(baseState(image, layout, kColor, kind), ImageState::Common);
}

// The slices of one subresource are in different layouts at once.
TEST(ImageLayout, ImagesOfSlicesHaveOneStateWhateverTheLayout) {
    for (VkImageUsageFlags usage = 1; usage < 256; ++usage)
        for (BarrierKind kind : {kLegacy, kEnhanced}) {
            const ImageTraits image{.usage = usage, .slices = true};
            const ImageState state = baseState(image, VK_IMAGE_LAYOUT_UNDEFINED, kColor, kind);
            EXPECT_EQ(initialState(image, kind), legacyState(state, kind.type)) << usage;
            for (VkImageLayout layout : kAllLayouts)
                EXPECT_EQ(baseState(image, layout, kColor, kind), state) << usage << " " << layout;
        }
}

}  // namespace
}  // namespace baker
