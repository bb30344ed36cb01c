// Arrays of textures and images indexed in loops.
#include <cstdint>

#include "image_test.hpp"
#include "texture_loop.hpp"

namespace baker::test {
namespace {

class TextureArrays : public ImageTest {
  protected:
    // A row of `width` texels of the value.
    TestImage makeRow(uint32_t width, uint32_t bits) {
        const TestImage image =
            makeImage(imageInfo(VK_FORMAT_R32_SFLOAT, width, 1,
                                VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT));
        store(TexelKind::Float, makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY),
              std::vector<TexelBits>(width, TexelBits{bits, 0, 0, 0}), width, 1, 1);
        return image;
    }
};

TEST_F(TextureArrays, IndexedInALoopThatInvocationsLeave) {
    static constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
                                                  VK_DESCRIPTOR_TYPE_STORAGE_IMAGE};
    static constexpr uint32_t kCounts[] = {2, 2}, kWidths[] = {16, 5};
    constexpr uint32_t kOne = 0x3f800000, kTwo = 0x40000000;
    const TestPipeline pipeline = makePipeline(k_texture_loop, kTypes, 4, nullptr, kCounts);
    const VkSampler sampler = makeSampler(samplerInfo());
    VkImageView written[2];
    for (uint32_t i = 0; i < 2; ++i) {
        const TestImage texture = makeRow(kWidths[i], kOne), image = makeRow(kWidths[i], 0);
        written[i] = makeView(image, VK_IMAGE_VIEW_TYPE_2D);
        writeImage(pipeline.set, 0, kTypes[0], makeView(texture, VK_IMAGE_VIEW_TYPE_2D), sampler,
                   i);
        writeImage(pipeline.set, 1, kTypes[1], written[i], VK_NULL_HANDLE, i);
    }
    const int32_t count = 2;
    run([&](VkCommandBuffer commands) {
        vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 4, &count);
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 2; ++i) {
        const auto texels = fetch(TexelKind::Float, written[i], kWidths[i], 1);
        for (uint32_t x = 0; x < kWidths[i]; ++x)
            EXPECT_EQ(texels[x][0], x % 2 ? kTwo : kOne) << i << " " << x;
    }
}

}  // namespace
}  // namespace baker::test
