// Images of several planes, sampled through Y'CbCr conversions: every texel of an image of 4 by 4
// against the conversion as the specification has it ("Sampler Y'CbCr Conversion").
// dEQP-VK.ycbcr.conversion.*, ycbcr.format.*.
#include <array>
#include <cmath>
#include <cstring>

#include "image_test.hpp"
#include "sample_2.hpp"

namespace baker::test {
namespace {

using Vec4 = std::array<float, 4>;
constexpr uint32_t kSize = 4;

struct Query {
    float at[4];
    float level, reference, unused[2];
};

struct Planar {
    VkFormat format;
    uint32_t planes;
    uint32_t bits;
};

// The numbers of a texel, of `bits` bits.
struct Texel {
    uint32_t y, cb, cr;
};
Texel texelAt(uint32_t x, uint32_t y, uint32_t bits) {
    const uint32_t scale = 1u << (bits - 8), block = x / 2 + 2 * (y / 2);
    return {(20 + 10 * x + 40 * y) * scale, (60 + 30 * block) * scale, (200 - 25 * block) * scale};
}

// BT.709 of the narrow range.
Vec4 converted(const Texel& texel, uint32_t bits) {
    const float unit = float(1u << (bits - 8));
    const float y = (float(texel.y) / unit - 16) / 219;
    const float cb = (float(texel.cb) / unit - 128) / 224;
    const float cr = (float(texel.cr) / unit - 128) / 224;
    constexpr float kRed = 0.2126f, kBlue = 0.0722f, kGreen = 1 - kRed - kBlue;
    const float r = y + 2 * (1 - kRed) * cr, b = y + 2 * (1 - kBlue) * cb;
    return {r, (y - kRed * r - kBlue * b) / kGreen, b, 1};
}

class Ycbcr : public ImageTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto conversions = supported<VkPhysicalDeviceSamplerYcbcrConversionFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SAMPLER_YCBCR_CONVERSION_FEATURES);
        if (!conversions.samplerYcbcrConversion) GTEST_SKIP() << "samplerYcbcrConversion";
        DeviceSetup setup;
        setup.features.pNext = &conversions;
        createDevice(setup);
    }

    VkSamplerYcbcrConversionInfo makeConversion(VkFormat format) {
        VkSamplerYcbcrConversionCreateInfo info{
            VK_STRUCTURE_TYPE_SAMPLER_YCBCR_CONVERSION_CREATE_INFO};
        info.format = format;
        info.ycbcrModel = VK_SAMPLER_YCBCR_MODEL_CONVERSION_YCBCR_709;
        info.ycbcrRange = VK_SAMPLER_YCBCR_RANGE_ITU_NARROW;
        info.xChromaOffset = info.yChromaOffset = VK_CHROMA_LOCATION_MIDPOINT;
        info.chromaFilter = VK_FILTER_NEAREST;
        VkSamplerYcbcrConversionInfo result{VK_STRUCTURE_TYPE_SAMPLER_YCBCR_CONVERSION_INFO};
        EXPECT_VK(vkCreateSamplerYcbcrConversion(device, &info, nullptr, &result.conversion));
        atEnd([this, made = result.conversion] {
            vkDestroySamplerYcbcrConversion(device, made, nullptr);
        });
        return result;
    }

    void upload(const TestImage& image, const Planar& planar) {
        const uint32_t bytes = planar.bits > 8 ? 2 : 1;
        const TestBuffer source = makeBuffer(256, VK_BUFFER_USAGE_TRANSFER_SRC_BIT);
        auto* at = static_cast<uint8_t*>(source.mapped);
        const auto put = [&](uint32_t number) {
            const auto word = static_cast<uint16_t>(number << (bytes * 8 - planar.bits));
            std::memcpy(at, &word, bytes);
            at += bytes;
        };
        std::vector<VkBufferImageCopy> copies;
        for (uint32_t plane = 0; plane < planar.planes; ++plane) {
            const uint32_t step = plane ? 2 : 1;
            VkBufferImageCopy copy{};
            copy.bufferOffset = static_cast<VkDeviceSize>(at - source.view<uint8_t>().data());
            copy.imageSubresource = {VkImageAspectFlags(VK_IMAGE_ASPECT_PLANE_0_BIT << plane), 0, 0,
                                     1};
            copy.imageExtent = {kSize / step, kSize / step, 1};
            copies.push_back(copy);
            for (uint32_t y = 0; y < kSize; y += step)
                for (uint32_t x = 0; x < kSize; x += step) {
                    const Texel texel = texelAt(x, y, planar.bits);
                    if (plane == 0) put(texel.y);
                    if (plane == 1) put(texel.cb);
                    if (plane == 2 || (plane == 1 && planar.planes == 2)) put(texel.cr);
                }
        }
        run([&](VkCommandBuffer commands) {
            vkCmdCopyBufferToImage(commands, source.buffer, image.image, VK_IMAGE_LAYOUT_GENERAL,
                                   uint32_t(copies.size()), copies.data());
            fullBarrier(commands);
        });
    }

    // A pipeline whose binding 0 has the sampler for its own.
    TestPipeline makeSampling(VkSampler sampler, uint32_t descriptors) {
        TestPipeline made;
        VkDescriptorSetLayoutBinding bindings[3]{};
        for (uint32_t i = 0; i < 3; ++i)
            bindings[i] = {
                i,
                i ? VK_DESCRIPTOR_TYPE_STORAGE_BUFFER : VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
                1, VK_SHADER_STAGE_COMPUTE_BIT, i ? nullptr : &sampler};
        VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
        set.bindingCount = 3;
        set.pBindings = bindings;
        EXPECT_VK(vkCreateDescriptorSetLayout(device, &set, nullptr, &made.setLayout));
        VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
        layout.setLayoutCount = 1;
        layout.pSetLayouts = &made.setLayout;
        EXPECT_VK(vkCreatePipelineLayout(device, &layout, nullptr, &made.layout));
        made.pipeline = makeComputePipeline(k_sample_2, made.layout);
        const VkDescriptorPoolSize sizes[] = {
            {VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, descriptors},
            {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 2}};
        VkDescriptorPoolCreateInfo pool{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
        pool.maxSets = 1;
        pool.poolSizeCount = 2;
        pool.pPoolSizes = sizes;
        VkDescriptorPool descriptorPool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateDescriptorPool(device, &pool, nullptr, &descriptorPool));
        VkDescriptorSetAllocateInfo allocate{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
        allocate.descriptorPool = descriptorPool;
        allocate.descriptorSetCount = 1;
        allocate.pSetLayouts = &made.setLayout;
        EXPECT_VK(vkAllocateDescriptorSets(device, &allocate, &made.set));
        atEnd([this, made, descriptorPool] {
            vkDestroyDescriptorPool(device, descriptorPool, nullptr);
            vkDestroyPipelineLayout(device, made.layout, nullptr);
            vkDestroyDescriptorSetLayout(device, made.setLayout, nullptr);
        });
        return made;
    }

    void check(const Planar& planar) {
        const VkImageCreateInfo info =
            imageInfo(planar.format, kSize, kSize,
                      VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT);
        if (!isSupported(info)) GTEST_SKIP() << "format " << planar.format;
        const auto has = features(planar.format);
        if (has & VK_FORMAT_FEATURE_COSITED_CHROMA_SAMPLES_BIT &&
            !(has & VK_FORMAT_FEATURE_MIDPOINT_CHROMA_SAMPLES_BIT))
            GTEST_SKIP() << "midpoint chroma samples of format " << planar.format;
        const TestImage image = makeImage(info);
        upload(image, planar);
        const auto conversion = makeConversion(planar.format);
        VkSamplerCreateInfo sampling = samplerInfo();
        sampling.pNext = &conversion;
        sampling.addressModeU = sampling.addressModeV = sampling.addressModeW =
            VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
        const TestPipeline pipeline = makeSampling(makeSampler(sampling), 3);
        const uint32_t count = kSize * kSize;
        const TestBuffer in = makeBuffer(count * sizeof(Query), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        const TestBuffer out = makeBuffer(count * sizeof(Vec4), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        for (uint32_t i = 0; i < count; ++i)
            in.view<Query>()[i] = {
                {(float(i % kSize) + 0.5f) / kSize, (float(i / kSize) + 0.5f) / kSize}};
        writeImage(
            pipeline.set, 0, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
            makeView(image, VK_IMAGE_VIEW_TYPE_2D, VK_FORMAT_UNDEFINED, nullptr, {}, &conversion));
        write(pipeline.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, in);
        write(pipeline.set, 2, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, out);
        run([&](VkCommandBuffer commands) {
            dispatch(commands, pipeline, 1);
            fullBarrier(commands);
        });
        for (uint32_t i = 0; i < count; ++i) {
            const Vec4 expected =
                converted(texelAt(i % kSize, i / kSize, planar.bits), planar.bits);
            const Vec4 seen = out.view<Vec4>()[i];
            for (size_t c = 0; c < 4; ++c)
                EXPECT_NEAR(seen[c], expected[c], 1e-3f) << "texel " << i << " component " << c;
        }
    }
};

TEST_F(Ycbcr, TwoPlanes) {
    check({VK_FORMAT_G8_B8R8_2PLANE_420_UNORM, 2, 8});
}

TEST_F(Ycbcr, ThreePlanes) {
    check({VK_FORMAT_G8_B8_R8_3PLANE_420_UNORM, 3, 8});
}

TEST_F(Ycbcr, TenBits) {
    check({VK_FORMAT_G10X6_B10X6R10X6_2PLANE_420_UNORM_3PACK16, 2, 10});
}

// dEQP-VK.api.info.format_properties.r10x6g10x6b10x6a10x6_unorm_4pack16
TEST_F(Ycbcr, FourPackedComponentsAreNeitherDrawnToNorStored) {
    for (const VkFormat format : {VK_FORMAT_R10X6G10X6B10X6A10X6_UNORM_4PACK16,
                                  VK_FORMAT_R12X4G12X4B12X4A12X4_UNORM_4PACK16}) {
        VkFormatProperties properties;
        vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &properties);
        constexpr VkFormatFeatureFlags kForbidden = VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BIT |
                                                    VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BLEND_BIT |
                                                    VK_FORMAT_FEATURE_STORAGE_IMAGE_BIT;
        EXPECT_EQ(properties.optimalTilingFeatures & kForbidden, 0u) << format;
    }
}

}  // namespace
}  // namespace baker::test
