// Uniform and storage texel buffers of every format that the device offers for them.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "texel_buffer_float.hpp"
#include "texel_buffer_int.hpp"
#include "texel_buffer_uint.hpp"
#include "texel_format.hpp"
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kTexels = 16;
constexpr VkFormat kFirstOfExtensions = VkFormat(1000000000);
constexpr VkDescriptorType kUniform = VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
constexpr VkDescriptorType kStorage = VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER;

struct Results {
    TexelBits fetched[kTexels];
    TexelBits loaded[kTexels];
    uint32_t sizes[3];
};

class TexelBuffer : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        DeviceSetup setup;
        setup.features.features.shaderStorageImageReadWithoutFormat = VK_TRUE;
        setup.features.features.shaderStorageImageWriteWithoutFormat = VK_TRUE;
        VkPhysicalDeviceFeatures supported;
        vkGetPhysicalDeviceFeatures(physicalDevice, &supported);
        if (!supported.shaderStorageImageReadWithoutFormat ||
            !supported.shaderStorageImageWriteWithoutFormat)
            GTEST_SKIP() << "shaderStorageImageReadWithoutFormat";
        createDevice(setup);
    }

    VkFormatFeatureFlags features(VkFormat format) const {
        VkFormatProperties formatProperties;
        vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &formatProperties);
        return formatProperties.bufferFeatures;
    }

    VkBufferView makeView(const TestBuffer& buffer, VkFormat format, VkDeviceSize offset,
                          VkDeviceSize range) {
        VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
        info.buffer = buffer.buffer;
        info.format = format;
        info.offset = offset;
        info.range = range;
        VkBufferView view = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateBufferView(device, &info, nullptr, &view));
        atEnd([this, view] { vkDestroyBufferView(device, view, nullptr); });
        return view;
    }

    void writeView(VkDescriptorSet set, uint32_t binding, VkDescriptorType type,
                   VkBufferView view) {
        VkWriteDescriptorSet info{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        info.dstSet = set;
        info.dstBinding = binding;
        info.descriptorCount = 1;
        info.descriptorType = type;
        info.pTexelBufferView = &view;
        vkUpdateDescriptorSets(device, 1, &info, 0, nullptr);
    }

    const TestPipeline& pipeline(TexelKind kind) {
        static constexpr VkDescriptorType kTypes[] = {kUniform, kStorage, kStorage,
                                                      VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
        const std::span<const uint32_t> spirv[] = {k_texel_buffer_float, k_texel_buffer_int,
                                                   k_texel_buffer_uint};
        TestPipeline& made = pipelines_[size_t(kind)];
        if (!made.pipeline) made = makePipeline(spirv[size_t(kind)], kTypes, sizeof(uint32_t));
        return made;
    }

    // Fetches, loads and stores `format`'s texels from an offset on.
    void check(const TexelFormat& format);

  private:
    TestPipeline pipelines_[3];
};

void TexelBuffer::check(const TexelFormat& format) {
    SCOPED_TRACE(format.name());
    const uint32_t storage =
        features(format.format()) & VK_FORMAT_FEATURE_STORAGE_TEXEL_BUFFER_BIT ? 1 : 0;
    const VkDeviceSize offset =
        std::max<VkDeviceSize>(64, properties.limits.minTexelBufferOffsetAlignment);
    const VkDeviceSize bytes = kTexels * format.bytes();
    VkBufferUsageFlags uses = VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT;
    if (storage) uses |= VK_BUFFER_USAGE_STORAGE_TEXEL_BUFFER_BIT;
    const TestBuffer source = makeBuffer(offset + bytes, uses);
    const TestBuffer target = makeBuffer(offset + bytes + 16, uses);
    const TestBuffer output = makeBuffer(sizeof(Results), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    const auto texels = source.view<std::byte>().subspan(offset);
    format.randomize(texels, uint32_t(format.format()));
    const auto written = target.view<std::byte>();
    std::fill(written.begin(), written.end(), std::byte{0x55});

    const TestPipeline& used = pipeline(format.kind());
    const VkBufferView from = makeView(source, format.format(), offset, VK_WHOLE_SIZE);
    const VkBufferView to = makeView(target, format.format(), offset, bytes);
    writeView(used.set, 0, kUniform, from);
    if (storage) {
        writeView(used.set, 1, kStorage, from);
        writeView(used.set, 2, kStorage, to);
    } else {
        // What the shader declares must be bound even where it is not used.
        const TestBuffer other = makeBuffer(256, VK_BUFFER_USAGE_STORAGE_TEXEL_BUFFER_BIT);
        const VkFormat any = format.kind() == TexelKind::Float ? VK_FORMAT_R32_SFLOAT
                             : format.kind() == TexelKind::Int ? VK_FORMAT_R32_SINT
                                                               : VK_FORMAT_R32_UINT;
        const VkBufferView view = makeView(other, any, 0, VK_WHOLE_SIZE);
        writeView(used.set, 1, kStorage, view);
        writeView(used.set, 2, kStorage, view);
    }
    write(used.set, 3, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, output);
    run([&](VkCommandBuffer commands) {
        vkCmdPushConstants(commands, used.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0, sizeof(storage),
                           &storage);
        dispatch(commands, used, 1);
        fullBarrier(commands);
    });

    const Results& results = output.view<Results>()[0];
    EXPECT_EQ(results.sizes[0], kTexels);
    if (storage) {
        EXPECT_EQ(results.sizes[1], kTexels);
        EXPECT_EQ(results.sizes[2], kTexels);
    }
    for (uint32_t i = 0; i < kTexels; ++i) {
        const TexelBits expected = format.decode(&texels[i * format.bytes()]);
        EXPECT_TRUE(format.matches(results.fetched[i], expected)) << "fetched " << i;
        if (!storage) continue;
        EXPECT_TRUE(format.matches(results.loaded[i], expected)) << "loaded " << i;
        const TexelBits stored =
            format.decode(&written[offset + (kTexels - 1 - i) * format.bytes()]);
        EXPECT_TRUE(format.matches(stored, expected)) << "stored " << i;
    }
    EXPECT_EQ(written[offset - 1], std::byte{0x55});
    EXPECT_EQ(written[offset + bytes], std::byte{0x55});
}

TEST_F(TexelBuffer, OfEveryFormat) {
    size_t checked = 0;
    for (const TexelFormat& format : texelFormats())
        if (format.format() < kFirstOfExtensions &&
            features(format.format()) & VK_FORMAT_FEATURE_UNIFORM_TEXEL_BUFFER_BIT) {
            check(format);
            ++checked;
        }
    EXPECT_GE(checked, 30u);
}

// "Required Format Support" of the specification, for buffers without atomics.
TEST_F(TexelBuffer, FormatsThatVulkanRequires) {
    constexpr VkFormat kBoth[] = {VK_FORMAT_R8G8B8A8_UNORM,
                                  VK_FORMAT_R8G8B8A8_SNORM,
                                  VK_FORMAT_R8G8B8A8_UINT,
                                  VK_FORMAT_R8G8B8A8_SINT,
                                  VK_FORMAT_A8B8G8R8_UNORM_PACK32,
                                  VK_FORMAT_A8B8G8R8_SNORM_PACK32,
                                  VK_FORMAT_A8B8G8R8_UINT_PACK32,
                                  VK_FORMAT_A8B8G8R8_SINT_PACK32,
                                  VK_FORMAT_R16G16B16A16_UINT,
                                  VK_FORMAT_R16G16B16A16_SINT,
                                  VK_FORMAT_R16G16B16A16_SFLOAT,
                                  VK_FORMAT_R32_UINT,
                                  VK_FORMAT_R32_SINT,
                                  VK_FORMAT_R32_SFLOAT,
                                  VK_FORMAT_R32G32_UINT,
                                  VK_FORMAT_R32G32_SINT,
                                  VK_FORMAT_R32G32_SFLOAT,
                                  VK_FORMAT_R32G32B32A32_UINT,
                                  VK_FORMAT_R32G32B32A32_SINT,
                                  VK_FORMAT_R32G32B32A32_SFLOAT};
    constexpr VkFormat kUniformOnly[] = {VK_FORMAT_R8_UNORM,
                                         VK_FORMAT_R8_SNORM,
                                         VK_FORMAT_R8_UINT,
                                         VK_FORMAT_R8_SINT,
                                         VK_FORMAT_R8G8_UNORM,
                                         VK_FORMAT_R8G8_SNORM,
                                         VK_FORMAT_R8G8_UINT,
                                         VK_FORMAT_R8G8_SINT,
                                         VK_FORMAT_R16_UINT,
                                         VK_FORMAT_R16_SINT,
                                         VK_FORMAT_R16_SFLOAT,
                                         VK_FORMAT_R16G16_UINT,
                                         VK_FORMAT_R16G16_SINT,
                                         VK_FORMAT_R16G16_SFLOAT,
                                         VK_FORMAT_A2B10G10R10_UNORM_PACK32,
                                         VK_FORMAT_A2B10G10R10_UINT_PACK32,
                                         VK_FORMAT_B10G11R11_UFLOAT_PACK32};
    for (VkFormat format : kBoth) {
        EXPECT_TRUE(features(format) & VK_FORMAT_FEATURE_UNIFORM_TEXEL_BUFFER_BIT) << format;
        EXPECT_TRUE(features(format) & VK_FORMAT_FEATURE_STORAGE_TEXEL_BUFFER_BIT) << format;
    }
    for (VkFormat format : kUniformOnly)
        EXPECT_TRUE(features(format) & VK_FORMAT_FEATURE_UNIFORM_TEXEL_BUFFER_BIT) << format;
}

}  // namespace
}  // namespace baker::test
