// Samplers: filters, address modes, levels and borders in two dimensions against a sampler written
// here; and every dimension of images.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "image_test.hpp"
#include "offset.hpp"
#include "resident.hpp"
#include "sample_2.hpp"
#include "sample_4.hpp"
#include "sample_5.hpp"
#include "sample_6.hpp"

namespace baker::test {
namespace {

constexpr VkImageUsageFlags kUsage = VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
constexpr uint32_t kQueries = 64;

struct Query {
    float at[4];
    float level;
    float reference;
    float unused[2];
};
using Vec4 = std::array<float, 4>;

class Sampling : public ImageTest {
  protected:
    std::vector<Vec4> sample(std::span<const uint32_t> spirv, VkImageView view, VkSampler sampler,
                             const std::vector<Query>& queries) {
        static constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
                                                      VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                                      VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
        const TestPipeline pipeline = makePipeline(spirv, kTypes);
        const TestBuffer in =
            makeBuffer(queries.size() * sizeof(Query), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        const TestBuffer out =
            makeBuffer(queries.size() * sizeof(Vec4), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        std::ranges::copy(queries, in.view<Query>().begin());
        writeImage(pipeline.set, 0, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, view, sampler);
        write(pipeline.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, in);
        write(pipeline.set, 2, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, out);
        run([&](VkCommandBuffer commands) {
            dispatch(commands, pipeline, (uint32_t(queries.size()) + 15) / 16);
            fullBarrier(commands);
        });
        const auto results = out.view<Vec4>();
        return {results.begin(), results.end()};
    }

    // Texel (x, y, layer) of level l has these components.
    static Vec4 texel(uint32_t x, uint32_t y, uint32_t layer, uint32_t level) {
        return {float(x), float(y) * 10, float(layer) * 100, float(level)};
    }

    // A float image filled by texel(), through views of arrays.
    TestImage makeFilled(VkImageCreateInfo info) {
        const TestImage image = makeImage(info);
        for (uint32_t level = 0; level < info.mipLevels; ++level) {
            const uint32_t width = std::max(info.extent.width >> level, 1u);
            const uint32_t height = std::max(info.extent.height >> level, 1u);
            std::vector<TexelBits> texels;
            for (uint32_t layer = 0; layer < info.arrayLayers; ++layer)
                for (uint32_t y = 0; y < height; ++y)
                    for (uint32_t x = 0; x < width; ++x)
                        texels.push_back(std::bit_cast<TexelBits>(texel(x, y, layer, level)));
            const VkImageSubresourceRange range{VK_IMAGE_ASPECT_COLOR_BIT, level, 1, 0,
                                                info.arrayLayers};
            store(TexelKind::Float,
                  makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY, VK_FORMAT_UNDEFINED, &range), texels,
                  width, height, info.arrayLayers);
        }
        return image;
    }

    static VkImageCreateInfo floats(uint32_t width, uint32_t height, uint32_t layers = 1,
                                    uint32_t levels = 1) {
        VkImageCreateInfo info = imageInfo(VK_FORMAT_R32G32B32A32_SFLOAT, width, height, kUsage);
        info.arrayLayers = layers;
        info.mipLevels = levels;
        return info;
    }
};

// --- the reference

constexpr int kSize = 8;

// The index that an address mode gives; -1: the border.
int wrapped(int i, VkSamplerAddressMode mode) {
    const auto modulo = [](int a, int b) { return (a % b + b) % b; };
    switch (mode) {
        case VK_SAMPLER_ADDRESS_MODE_REPEAT:
            return modulo(i, kSize);
        case VK_SAMPLER_ADDRESS_MODE_MIRRORED_REPEAT: {
            const int n = modulo(i, 2 * kSize) - kSize;
            return (kSize - 1) - (n >= 0 ? n : -(1 + n));
        }
        case VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER:
            return i < 0 || i >= kSize ? -1 : i;
        case VK_SAMPLER_ADDRESS_MODE_MIRROR_CLAMP_TO_EDGE:
            return std::clamp(i >= 0 ? i : -(1 + i), 0, kSize - 1);
        default:
            return std::clamp(i, 0, kSize - 1);
    }
}

Vec4 borderOf(VkBorderColor color) {
    if (color == VK_BORDER_COLOR_FLOAT_OPAQUE_WHITE) return {1, 1, 1, 1};
    return {0, 0, 0, color == VK_BORDER_COLOR_FLOAT_OPAQUE_BLACK ? 1.f : 0.f};
}

Vec4 texelAt(int x, int y, const VkSamplerCreateInfo& info) {
    const int i = wrapped(x, info.addressModeU), j = wrapped(y, info.addressModeV);
    if (i < 0 || j < 0) return borderOf(info.borderColor);
    return {float(i), float(j) * 10, 0, 0};
}

Vec4 reference(const Query& q, const VkSamplerCreateInfo& info) {
    const float u = q.at[0] * kSize, v = q.at[1] * kSize;
    if (info.magFilter == VK_FILTER_NEAREST)
        return texelAt(int(std::floor(u)), int(std::floor(v)), info);
    const float x = std::floor(u - 0.5f), y = std::floor(v - 0.5f);
    const float fx = u - 0.5f - x, fy = v - 0.5f - y;
    Vec4 result{};
    for (int k = 0; k < 4; ++k) {
        const Vec4 t = texelAt(int(x) + (k & 1), int(y) + (k >> 1), info);
        const float weight = (k & 1 ? fx : 1 - fx) * (k >> 1 ? fy : 1 - fy);
        for (size_t c = 0; c < 4; ++c) result[c] += weight * t[c];
    }
    return result;
}

// From -1.5 to 2.5, away from the borders between texels.
std::vector<Query> grid() {
    std::vector<Query> queries(kQueries);
    for (uint32_t i = 0; i < kQueries; ++i) {
        queries[i].at[0] = -1.5f + float(i * 37 % kQueries) / 16 + 0.017f;
        queries[i].at[1] = -1.5f + float(i * 23 % kQueries) / 16 + 0.023f;
    }
    return queries;
}

TEST_F(Sampling, FiltersAndAddressModes) {
    const TestImage image = makeFilled(floats(kSize, kSize));
    const VkImageView view = makeView(image, VK_IMAGE_VIEW_TYPE_2D);
    const auto queries = grid();
    for (VkFilter filter : {VK_FILTER_NEAREST, VK_FILTER_LINEAR})
        for (int mode = VK_SAMPLER_ADDRESS_MODE_REPEAT;
             mode <= VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER; ++mode)
            for (VkBorderColor border :
                 {VK_BORDER_COLOR_FLOAT_TRANSPARENT_BLACK, VK_BORDER_COLOR_FLOAT_OPAQUE_WHITE}) {
                VkSamplerCreateInfo info = samplerInfo(filter);
                info.addressModeU = VkSamplerAddressMode(mode);
                info.addressModeV = VkSamplerAddressMode(
                    (mode + 1) % (VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER + 1));
                info.borderColor = border;
                const auto results = sample(k_sample_2, view, makeSampler(info), queries);
                for (uint32_t i = 0; i < kQueries; ++i) {
                    const Vec4 expected = reference(queries[i], info);
                    for (size_t c = 0; c < 4; ++c)
                        ASSERT_NEAR(results[i][c], expected[c], filter ? 0.7 : 0)
                            << "filter " << filter << " mode " << mode << " query " << i
                            << " component " << c;
                }
            }
}

TEST_F(Sampling, LevelsOfDetail) {
    const TestImage image = makeFilled(floats(8, 8, 1, 4));
    const VkImageView view = makeView(image, VK_IMAGE_VIEW_TYPE_2D);
    std::vector<Query> queries(8);
    for (uint32_t i = 0; i < 8; ++i) queries[i] = {{0.3f, 0.3f, 0, 0}, float(i) * 0.5f, 0, {}};
    VkSamplerCreateInfo info = samplerInfo();
    info.mipmapMode = VK_SAMPLER_MIPMAP_MODE_LINEAR;
    info.minLod = 0.5f;
    info.maxLod = 2.5f;
    const auto results = sample(k_sample_2, view, makeSampler(info), queries);
    for (uint32_t i = 0; i < 8; ++i)
        EXPECT_NEAR(results[i][3], std::clamp(float(i) * 0.5f, 0.5f, 2.5f), 0.01) << i;
}

TEST_F(Sampling, ComponentsInAnotherOrder) {
    const TestImage image = makeFilled(floats(8, 8));
    const VkImageView view = makeView(image, VK_IMAGE_VIEW_TYPE_2D, VK_FORMAT_UNDEFINED, nullptr,
                                      {VK_COMPONENT_SWIZZLE_G, VK_COMPONENT_SWIZZLE_ONE,
                                       VK_COMPONENT_SWIZZLE_R, VK_COMPONENT_SWIZZLE_ZERO});
    const auto results = sample(k_sample_2, view, makeSampler(samplerInfo()),
                                {{{3.5f / 8, 5.5f / 8, 0, 0}, 0, 0, {}}});
    EXPECT_EQ(results[0], (Vec4{50, 1, 3, 0}));
}

// A cube's face k is layer k: +x, -x, +y, -y, +z, -z.
constexpr float kFaces[6][3] = {{1, 0, 0},  {-1, 0, 0}, {0, 1, 0},
                                {0, -1, 0}, {0, 0, 1},  {0, 0, -1}};

TEST_F(Sampling, CubesAndArraysOfThem) {
    VkImageCreateInfo info = floats(4, 4, 18);
    info.flags = VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT;
    const TestImage image = makeFilled(info);
    const VkSampler sampler = makeSampler(samplerInfo());
    std::vector<Query> queries;
    for (uint32_t cube = 0; cube < 3; ++cube)
        for (const auto& face : kFaces)
            queries.push_back({{face[0], face[1], face[2], float(cube)}, 0, 0, {}});
    const VkImageView array = makeView(image, VK_IMAGE_VIEW_TYPE_CUBE_ARRAY);
    const auto ofArray = sample(k_sample_6, array, sampler, queries);
    for (uint32_t i = 0; i < 18; ++i) EXPECT_EQ(ofArray[i][2], 100.f * float(i)) << i;
    // A cube that begins at a face other than the first.
    const VkImageSubresourceRange range{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 6, 6};
    const VkImageView cube = makeView(image, VK_IMAGE_VIEW_TYPE_CUBE, VK_FORMAT_UNDEFINED, &range);
    const auto ofCube = sample(k_sample_4, cube, sampler, queries);
    for (uint32_t i = 0; i < 6; ++i) EXPECT_EQ(ofCube[i][2], 100.f * float(6 + i)) << i;
}

TEST_F(Sampling, ArraysClampTheirLayer) {
    const TestImage image = makeFilled(floats(4, 4, 5));
    const VkImageSubresourceRange range{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 1, 3};
    const VkImageView view =
        makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY, VK_FORMAT_UNDEFINED, &range);
    std::vector<Query> queries;
    for (float layer : {-2.f, 0.f, 0.6f, 2.f, 9.f})
        queries.push_back({{0.5f, 0.5f, layer, 0}, 0, 0, {}});
    const auto results = sample(k_sample_5, view, makeSampler(samplerInfo()), queries);
    const float expected[] = {100, 100, 200, 300, 300};
    for (size_t i = 0; i < queries.size(); ++i) EXPECT_EQ(results[i][2], expected[i]) << i;
}

// Immutable samplers, and more sets than D3D12 has room for samplers.
TEST_F(Sampling, ManySetsShareTables) {
    const TestImage image = makeFilled(floats(8, 8));
    const VkImageView view = makeView(image, VK_IMAGE_VIEW_TYPE_2D);
    const VkSampler sampler = makeSampler(samplerInfo());
    constexpr uint32_t kSets = 3000;
    const VkDescriptorSetLayoutBinding binding{0, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1,
                                               VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    VkDescriptorSetLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    layoutInfo.bindingCount = 1;
    layoutInfo.pBindings = &binding;
    VkDescriptorSetLayout layout;
    ASSERT_VK(vkCreateDescriptorSetLayout(device, &layoutInfo, nullptr, &layout));
    const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, kSets};
    VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    poolInfo.maxSets = kSets;
    poolInfo.poolSizeCount = 1;
    poolInfo.pPoolSizes = &size;
    VkDescriptorPool pool;
    ASSERT_VK(vkCreateDescriptorPool(device, &poolInfo, nullptr, &pool));
    const std::vector<VkDescriptorSetLayout> layouts(kSets, layout);
    std::vector<VkDescriptorSet> sets(kSets);
    VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocation.descriptorPool = pool;
    allocation.descriptorSetCount = kSets;
    allocation.pSetLayouts = layouts.data();
    ASSERT_VK(vkAllocateDescriptorSets(device, &allocation, sets.data()));
    for (VkDescriptorSet set : sets)
        writeImage(set, 0, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, view, sampler);
    vkDestroyDescriptorPool(device, pool, nullptr);
    vkDestroyDescriptorSetLayout(device, layout, nullptr);
    // The heap is free again.
    EXPECT_EQ(sample(k_sample_2, view, sampler, {{{3.5f / 8, 0, 0, 0}, 0, 0, {}}})[0][0], 3);
}

// Offsets that differ from one invocation to the next, in levels of every size
// (dEQP-VK.image.non_uniform_offset_sample.*).
TEST_F(Sampling, OffsetsThatAreNoConstants) {
    if (!hasExtension(VK_KHR_MAINTENANCE_8_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_8_EXTENSION_NAME;
    const TestImage image = makeFilled(floats(16, 8, 1, 4));
    VkSamplerCreateInfo info = samplerInfo();
    info.addressModeU = info.addressModeV = VK_SAMPLER_ADDRESS_MODE_REPEAT;
    info.maxLod = VK_LOD_CLAMP_NONE;
    constexpr uint32_t kFetch = 3;
    std::vector<Query> queries;
    for (uint32_t i = 0; i < kQueries; ++i) {
        const uint32_t instruction = i % 4;
        // A fetch has to stay inside: from the first texel, towards the others.
        const bool fetch = instruction == kFetch;
        const auto offset = [&](uint32_t factor) {
            return fetch ? 0.f : float(i * factor % 16) - 8.f;
        };
        queries.push_back({{fetch ? 0.f : 0.28f, fetch ? 0.f : 0.32f},
                           float(i / 4 % 4),
                           float(instruction),
                           {fetch ? float(i % 2) : offset(5), offset(7)}});
    }
    const auto results =
        sample(k_offset, makeView(image, VK_IMAGE_VIEW_TYPE_2D), makeSampler(info), queries);
    for (uint32_t i = 0; i < kQueries; ++i) {
        const Query& q = queries[i];
        const int width = std::max(16 >> int(q.level), 1), height = std::max(8 >> int(q.level), 1);
        const auto at = [](float coordinate, float offset, int size) {
            const int texel = int(coordinate * float(size)) + int(offset);
            return uint32_t((texel % size + size) % size);
        };
        EXPECT_EQ(results[i], texel(at(q.at[0], q.unused[0], width),
                                    at(q.at[1], q.unused[1], height), 0, uint32_t(q.level)))
            << "query " << i;
    }
}

// Levels of a whole image: all are resident, and no less than the least level is sampled.
TEST_F(Sampling, ResidencyAndLeastLevel) {
    VkPhysicalDeviceFeatures has;
    vkGetPhysicalDeviceFeatures(physicalDevice, &has);
    if (!has.shaderResourceResidency || !has.shaderResourceMinLod)
        GTEST_SKIP() << "shaderResourceResidency, shaderResourceMinLod";
    if (std::getenv("BAKER_TEST_DRIVER")) GTEST_SKIP() << "lavapipe 26.1 crashes";
    const TestImage image = makeFilled(floats(8, 8, 1, 4));
    VkSamplerCreateInfo info = samplerInfo();
    info.maxLod = VK_LOD_CLAMP_NONE;
    std::vector<Query> queries;
    for (uint32_t i = 0; i < 16; ++i)
        queries.push_back({{0.01f, 0.01f}, float(i / 4), float(i % 4), {}});
    const auto results =
        sample(k_resident, makeView(image, VK_IMAGE_VIEW_TYPE_2D), makeSampler(info), queries);
    for (uint32_t i = 0; i < 16; ++i) {
        EXPECT_EQ(results[i][0], float(i / 4)) << i;
        EXPECT_EQ(results[i][1], 0.f) << i;
        EXPECT_EQ(results[i][2], float(i % 4)) << i;
        EXPECT_EQ(results[i][3], float(i / 4)) << i;
    }
}

}  // namespace
}  // namespace baker::test
