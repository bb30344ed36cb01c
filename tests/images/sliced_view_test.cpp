// VK_EXT_image_sliced_view_of_3d. dEQP-VK.pipeline.*.sliced_view_of_3d_image.*.
#include "image_test.hpp"
#include "slices.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kSide = 4, kDepth = 10;

class SlicedView : public ImageTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto features = supported<VkPhysicalDeviceImageSlicedViewOf3DFeaturesEXT>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_IMAGE_SLICED_VIEW_OF_3D_FEATURES_EXT);
        if (!features.imageSlicedViewOf3D) GTEST_SKIP() << "VK_EXT_image_sliced_view_of_3d";
        DeviceSetup setup;
        setup.features.pNext = &features;
        setup.extensions = {VK_EXT_IMAGE_SLICED_VIEW_OF_3D_EXTENSION_NAME,
                            VK_KHR_MAINTENANCE_1_EXTENSION_NAME};
        createDevice(setup);
        const VkDescriptorType types[] = {VK_DESCRIPTOR_TYPE_STORAGE_IMAGE,
                                          VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
        pipeline_ = makePipeline(k_slices, types, sizeof(uint32_t));
    }
    TestImage makeVolume() {
        VkImageCreateInfo info =
            imageInfo(VK_FORMAT_R32_UINT, kSide, kSide,
                      VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT);
        info.imageType = VK_IMAGE_TYPE_3D;
        info.extent.depth = kDepth;
        return makeImage(info);
    }
    // Writes value + z to the slices of a view, some more beyond its last; its number of slices.
    uint32_t write(const TestImage& image, uint32_t offset, uint32_t count, uint32_t value) {
        const VkImageViewSlicedCreateInfoEXT sliced{
            VK_STRUCTURE_TYPE_IMAGE_VIEW_SLICED_CREATE_INFO_EXT, nullptr, offset, count};
        const VkImageView view =
            makeView(image, VK_IMAGE_VIEW_TYPE_3D, VK_FORMAT_UNDEFINED, nullptr, {}, &sliced);
        const TestBuffer sizes = makeBuffer(4, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        writeImage(pipeline_.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, view);
        VulkanTest::write(pipeline_.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, sizes);
        run([&](VkCommandBuffer c) {
            vkCmdPushConstants(c, pipeline_.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, 4, &value);
            dispatch(c, pipeline_, 1, 1, kDepth);
            fullBarrier(c);
        });
        return sizes.view()[0];
    }
    // The first texel of each slice.
    std::vector<uint32_t> slices(const TestImage& image) {
        const TestBuffer buffer =
            makeBuffer(kSide * kSide * kDepth * sizeof(uint32_t), VK_BUFFER_USAGE_TRANSFER_DST_BIT);
        VkBufferImageCopy region{};
        region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
        region.imageExtent = {kSide, kSide, kDepth};
        run([&](VkCommandBuffer c) {
            vkCmdCopyImageToBuffer(c, image.image, VK_IMAGE_LAYOUT_GENERAL, buffer.buffer, 1,
                                   &region);
            fullBarrier(c);
        });
        std::vector<uint32_t> values;
        for (uint32_t z = 0; z < kDepth; ++z) values.push_back(buffer.view()[z * kSide * kSide]);
        return values;
    }

    TestPipeline pipeline_;
};

TEST_F(SlicedView, WritesItsSlicesAlone) {
    const TestImage image = makeVolume();
    EXPECT_EQ(write(image, 0, VK_REMAINING_3D_SLICES_EXT, 100), kDepth);
    EXPECT_EQ(write(image, 2, 3, 200), 3u);
    EXPECT_EQ(write(image, 8, VK_REMAINING_3D_SLICES_EXT, 300), 2u);
    EXPECT_EQ(slices(image),
              (std::vector<uint32_t>{100, 101, 200, 201, 202, 105, 106, 107, 300, 301}));
}

}  // namespace
}  // namespace baker::test
