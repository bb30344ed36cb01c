// Vertex attributes: every format, and places that D3D12's input assembler cannot read.
#include "graphics_test.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

#include "attribute_double_vert.hpp"
#include "attribute_dvec3_vert.hpp"
#include "attribute_dvec4_vert.hpp"
#include "attribute_ivec4_vert.hpp"
#include "attribute_u64vec2_vert.hpp"
#include "attribute_uvec4_vert.hpp"
#include "attribute_vec4_vert.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kLocation = 3;       // in the shaders
constexpr uint32_t kWordsOfVertex = 8;  // that they store, of
constexpr uint32_t kVertices = 16;      // vertices of an instance

using Spirv = std::span<const uint32_t>;

// How what a shader stores is compared: floats that were divided may differ in the last bit.
enum class Exactness { Bits, Floats, Rounded };

// Formats that follow one another in VkFormat, in the order of its numbers.
struct Family {
    VkFormat first;
    uint32_t bytes;
    uint32_t alignment;  // Vulkan's
    uint32_t numbers;    // how many
    uint32_t unorm;      // what the normalized numbers are fractions of
    uint32_t snorm = 1;
};

constexpr Family kFamilies[] = {
    {VK_FORMAT_R4G4B4A4_UNORM_PACK16, 2, 2, 1, 15},
    {VK_FORMAT_B4G4R4A4_UNORM_PACK16, 2, 2, 1, 15},
    {VK_FORMAT_R5G6B5_UNORM_PACK16, 2, 2, 1, 31 * 63},
    {VK_FORMAT_B5G6R5_UNORM_PACK16, 2, 2, 1, 31 * 63},
    {VK_FORMAT_R5G5B5A1_UNORM_PACK16, 2, 2, 1, 31},
    {VK_FORMAT_B5G5R5A1_UNORM_PACK16, 2, 2, 1, 31},
    {VK_FORMAT_A1R5G5B5_UNORM_PACK16, 2, 2, 1, 31},
    {VK_FORMAT_R8_UNORM, 1, 1, 6, 255, 127},
    {VK_FORMAT_R8G8_UNORM, 2, 1, 6, 255, 127},
    {VK_FORMAT_R8G8B8_UNORM, 3, 1, 6, 255, 127},
    {VK_FORMAT_B8G8R8_UNORM, 3, 1, 6, 255, 127},
    {VK_FORMAT_R8G8B8A8_UNORM, 4, 1, 6, 255, 127},
    {VK_FORMAT_B8G8R8A8_UNORM, 4, 1, 6, 255, 127},
    {VK_FORMAT_A8B8G8R8_UNORM_PACK32, 4, 4, 6, 255, 127},
    {VK_FORMAT_A2R10G10B10_UNORM_PACK32, 4, 4, 6, 1023, 511},
    {VK_FORMAT_A2B10G10R10_UNORM_PACK32, 4, 4, 6, 1023, 511},
    {VK_FORMAT_R16_UNORM, 2, 2, 7, 65535, 32767},
    {VK_FORMAT_R16G16_UNORM, 4, 2, 7, 65535, 32767},
    {VK_FORMAT_R16G16B16_UNORM, 6, 2, 7, 65535, 32767},
    {VK_FORMAT_R16G16B16A16_UNORM, 8, 2, 7, 65535, 32767},
};

// By the place in a family.
constexpr struct {
    Spirv shader;
    Exactness exactness;
} kNumbers[] = {
    {k_attribute_vec4_vert, Exactness::Rounded}, {k_attribute_vec4_vert, Exactness::Rounded},
    {k_attribute_vec4_vert, Exactness::Floats},  {k_attribute_vec4_vert, Exactness::Floats},
    {k_attribute_uvec4_vert, Exactness::Bits},   {k_attribute_ivec4_vert, Exactness::Bits},
    {k_attribute_vec4_vert, Exactness::Floats}};

struct Attribute {
    VkFormat format;
    uint32_t bytes;
    uint32_t alignment;
    Spirv shader;
    Exactness exactness;
    uint32_t steps = 1;  // Exactness::Rounded: from 0 to 1
};

struct Field {
    int first = 0, bits = 0;
};

// Formats that lavapipe lacks, or reads as others (those of 16 bits and of a shared exponent).
struct Reference {
    VkFormat format;
    std::array<Field, 4> fields;
};
constexpr Reference kReferences[] = {
    {VK_FORMAT_R4G4B4A4_UNORM_PACK16, {{{12, 4}, {8, 4}, {4, 4}, {0, 4}}}},
    {VK_FORMAT_B4G4R4A4_UNORM_PACK16, {{{4, 4}, {8, 4}, {12, 4}, {0, 4}}}},
    {VK_FORMAT_B5G6R5_UNORM_PACK16, {{{0, 5}, {5, 6}, {11, 5}}}},
    {VK_FORMAT_R5G5B5A1_UNORM_PACK16, {{{11, 5}, {6, 5}, {1, 5}, {0, 1}}}},
    {VK_FORMAT_B5G5R5A1_UNORM_PACK16, {{{1, 5}, {6, 5}, {11, 5}, {0, 1}}}},
    {VK_FORMAT_A2R10G10B10_SINT_PACK32, {{{20, 10}, {10, 10}, {0, 10}, {30, 2}}}},
    {VK_FORMAT_A2B10G10R10_SINT_PACK32, {{{0, 10}, {10, 10}, {20, 10}, {30, 2}}}},
    {VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, {{{0, 9}, {9, 9}, {18, 9}}}},
};

const Reference* referenceOf(VkFormat format) {
    const auto* row = std::ranges::find(kReferences, format, &Reference::format);
    return row == std::end(kReferences) ? nullptr : row;
}

bool isWide(VkFormat format) {
    return format >= VK_FORMAT_R64_UINT && format <= VK_FORMAT_R64G64B64A64_SFLOAT;
}

uint32_t referenceField(VkFormat format, uint32_t word, Field field) {
    const uint32_t highest = word << (32 - field.first - field.bits);
    if (format == VK_FORMAT_A2R10G10B10_SINT_PACK32 || format == VK_FORMAT_A2B10G10R10_SINT_PACK32)
        return static_cast<uint32_t>(static_cast<int32_t>(highest) >> (32 - field.bits));
    const auto number = static_cast<float>(highest >> (32 - field.bits));
    if (format == VK_FORMAT_E5B9G9R9_UFLOAT_PACK32)
        return std::bit_cast<uint32_t>(std::ldexp(number, static_cast<int>(word >> 27) - 24));
    return std::bit_cast<uint32_t>(number / static_cast<float>((1 << field.bits) - 1));
}

// What a vertex shader stores of an element.
std::vector<uint32_t> referenceWords(VkFormat format, const std::vector<uint32_t>& element) {
    const Reference* reference = referenceOf(format);
    if (!reference) return element;
    std::vector<uint32_t> words;
    for (const Field& field : reference->fields)
        words.push_back(field.bits ? referenceField(format, element[0], field)
                                   : std::bit_cast<uint32_t>(1.0f));
    return words;
}

std::vector<Attribute> smallFormats() {
    std::vector<Attribute> all;
    for (const Family& family : kFamilies)
        for (uint32_t i = 0; i < family.numbers; ++i)
            all.push_back({static_cast<VkFormat>(family.first + static_cast<int>(i)), family.bytes,
                           family.alignment, kNumbers[i].shader, kNumbers[i].exactness,
                           i == 0 ? family.unorm : family.snorm});
    for (const VkFormat format :
         {VK_FORMAT_B10G11R11_UFLOAT_PACK32, VK_FORMAT_E5B9G9R9_UFLOAT_PACK32})
        all.push_back({format, 4, 4, k_attribute_vec4_vert, Exactness::Floats});
    return all;
}

std::vector<Attribute> wordFormats() {
    constexpr Spirv kShaders[] = {k_attribute_uvec4_vert, k_attribute_ivec4_vert,
                                  k_attribute_vec4_vert};
    std::vector<Attribute> all;
    for (uint32_t count = 1; count <= 4; ++count)
        for (uint32_t i = 0; i < 3; ++i)
            all.push_back({static_cast<VkFormat>(VK_FORMAT_R32_UINT + 3 * (count - 1) + i),
                           4 * count, 4, kShaders[i], Exactness::Floats});
    return all;
}

std::vector<uint8_t> noise(size_t bytes) {
    std::mt19937 random(7);
    std::vector<uint8_t> result(bytes);
    for (uint8_t& byte : result) byte = static_cast<uint8_t>(random());
    return result;
}

class VertexInput : public GraphicsTest {
  protected:
    void SetUp() override { wanted.vertexPipelineStoresAndAtomics = VK_TRUE; }

    // Where an attribute lies.
    struct Place {
        uint32_t stride = 0, offset = 0;
        VkDeviceSize bindingOffset = 0;
        VkVertexInputRate rate = VK_VERTEX_INPUT_RATE_VERTEX;
        std::optional<uint32_t> divisor{};
    };
    // Not aligned to more than Vulkan demands.
    static Place looselyAligned(const Attribute& attribute) {
        const uint32_t odd = attribute.alignment;
        return {(attribute.bytes + odd - 1) / odd * odd + odd, odd, odd};
    }
    static Place tightlyAligned(const Attribute& attribute) {
        return {(attribute.bytes + 3) / 4 * 4, 0, 0};
    }

    GraphicsSetup setupOf(const Attribute& attribute, const Place& place) {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, attribute.shader}};
        setup.raster.rasterizerDiscardEnable = VK_TRUE;
        setup.colorFormats.clear();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
        setup.bindings = {{0, place.stride, place.rate}};
        setup.attributes = {{kLocation, 0, attribute.format, place.offset}};
        if (place.divisor) setup.divisors = {{0, *place.divisor}};
        return setup;
    }

    using Draw = std::function<void(VkCommandBuffer)>;
    static void drawAll(VkCommandBuffer c) { vkCmdDraw(c, kVertices, 1, 0, 0); }

    // What the shader stores in `draw` of the attribute, from `vertices`.
    std::vector<uint32_t> stored(const GraphicsSetup& given, const TestBuffer& vertices,
                                 VkDeviceSize offset, const Draw& draw) {
        GraphicsSetup setup = given;
        const VkDescriptorSetLayoutBinding binding{0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1,
                                                   VK_SHADER_STAGE_ALL_GRAPHICS, nullptr};
        const TestSet set = makeSet({binding});
        std::vector<uint32_t> words = untouched();
        const TestBuffer target = makeBufferOf(words, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        write(set.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, target);
        setup.layout = makeLayout(0, {set.layout});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            beginRendering(c, {});
            bind(c, pipeline);
            if (vertices.buffer) vkCmdBindVertexBuffers(c, 0, 1, &vertices.buffer, &offset);
            vkCmdBindDescriptorSets(c, VK_PIPELINE_BIND_POINT_GRAPHICS, setup.layout, 0, 1,
                                    &set.set, 0, nullptr);
            draw(c);
            endRendering(c);
            fullBarrier(c);
        });
        std::memcpy(words.data(), target.mapped, words.size() * sizeof(uint32_t));
        return words;
    }

    static std::vector<uint32_t> untouched() {
        return std::vector<uint32_t>(kWordsOfVertex * kVertices * 8, 0xABCDEF01);
    }

    void keepReference(const Attribute& attribute, const Place& place, const TestBuffer& vertices) {
        std::vector<uint32_t> words = untouched();
        for (uint32_t v = 0; v < kVertices; ++v) {
            std::vector<uint32_t> element((attribute.bytes + 3) / 4);
            std::memcpy(element.data(),
                        static_cast<const uint8_t*>(vertices.mapped) + place.bindingOffset +
                            place.offset + v * place.stride,
                        attribute.bytes);
            std::ranges::copy(referenceWords(attribute.format, element),
                              words.begin() + kWordsOfVertex * v);
        }
        keepWords(words, attribute);
    }

    void keepWords(std::vector<uint32_t> words, const Attribute& attribute) {
        for (uint32_t& word : words) {
            const float value = std::bit_cast<float>(word);
            if (attribute.exactness != Exactness::Bits && std::isnan(value)) word = 0x7FC00000;
            if (attribute.exactness == Exactness::Rounded)
                word =
                    static_cast<uint32_t>(std::lround(value * static_cast<float>(attribute.steps)));
        }
        const auto* bytes = reinterpret_cast<const uint8_t*>(words.data());
        keep(Bytes(bytes, bytes + words.size() * sizeof(uint32_t)));
    }

    void keepAttribute(const Attribute& attribute, const Place& place, const TestBuffer& vertices,
                       const Draw& draw = drawAll) {
        keepWords(stored(setupOf(attribute, place), vertices, place.bindingOffset, draw),
                  attribute);
    }

    bool hasVertexBuffer(VkFormat format) {
        VkFormatProperties properties;
        vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &properties);
        return properties.bufferFeatures & VK_FORMAT_FEATURE_VERTEX_BUFFER_BIT;
    }

    void compareFormats(const std::vector<Attribute>& attributes) {
        compare([&, this] {
            const TestBuffer vertices =
                makeBufferOf(noise(2048), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
            for (const Attribute& attribute : attributes) {
                SCOPED_TRACE(attribute.format);
                const bool refer = driver != "Baker" &&
                                   (referenceOf(attribute.format) || isWide(attribute.format));
                ASSERT_TRUE(refer || hasVertexBuffer(attribute.format));
                for (const Place& place : {tightlyAligned(attribute), looselyAligned(attribute)}) {
                    if (refer)
                        keepReference(attribute, place, vertices);
                    else
                        keepAttribute(attribute, place, vertices);
                }
            }
        });
    }
};

TEST_F(VertexInput, SmallAndPackedFormats) {
    compareFormats(smallFormats());
}

TEST_F(VertexInput, WordFormats) {
    compareFormats(wordFormats());
}

TEST_F(VertexInput, WideFormats) {
    wanted.shaderFloat64 = wanted.shaderInt64 = VK_TRUE;
    compareFormats({
        {VK_FORMAT_R64_SFLOAT, 8, 8, k_attribute_double_vert, Exactness::Bits},
        {VK_FORMAT_R64G64B64_SFLOAT, 24, 8, k_attribute_dvec3_vert, Exactness::Bits},
        {VK_FORMAT_R64G64B64A64_SFLOAT, 32, 8, k_attribute_dvec4_vert, Exactness::Bits},
        {VK_FORMAT_R64G64_UINT, 16, 8, k_attribute_u64vec2_vert, Exactness::Bits},
    });
}

constexpr Attribute kFetched{VK_FORMAT_R16G16B16_SNORM, 6,    2, k_attribute_vec4_vert,
                             Exactness::Rounded,        32767};

TEST_F(VertexInput, FirstVertexInstanceAndIndices) {
    wanted.drawIndirectFirstInstance = VK_TRUE;
    compare([this] {
        const TestBuffer vertices = makeBufferOf(noise(2048), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        const TestBuffer indices =
            makeBufferOf<uint32_t>({9, 3, 4, 11, 5}, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const TestBuffer arguments =
            makeBufferOf<uint32_t>({4, 2, 3, 1, 5, 1, 9, 0}, VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT);
        const Place place{10, 2, 2};
        keepAttribute(kFetched, place, vertices,
                      [](VkCommandBuffer c) { vkCmdDraw(c, 5, 2, 7, 3); });
        keepAttribute(kFetched, place, vertices, [&](VkCommandBuffer c) {
            vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT32);
            vkCmdDrawIndexed(c, 5, 1, 0, -2, 0);
            vkCmdDrawIndexed(c, 3, 1, 1, 4, 1);
        });
        keepAttribute(kFetched, place, vertices, [&](VkCommandBuffer c) {
            vkCmdDrawIndirect(c, arguments.buffer, 0, 1, 16);
            vkCmdDrawIndirect(c, arguments.buffer, 16, 1, 16);
        });
    });
}

TEST_F(VertexInput, Divisors) {
    wantedExtensions = {VK_EXT_VERTEX_ATTRIBUTE_DIVISOR_EXTENSION_NAME};
    VkPhysicalDeviceVertexAttributeDivisorFeatures features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_ATTRIBUTE_DIVISOR_FEATURES, nullptr, VK_TRUE,
        VK_TRUE};
    wantedChain = &features;
    compare([this] {
        const TestBuffer vertices = makeBufferOf(noise(2048), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        for (uint32_t divisor : {0u, 1u, 3u}) {
            const Place place{10, 2, 2, VK_VERTEX_INPUT_RATE_INSTANCE, divisor};
            keepAttribute(kFetched, place, vertices,
                          [](VkCommandBuffer c) { vkCmdDraw(c, 2, 7, 0, 0); });
        }
        const Place place{10, 2, 2, VK_VERTEX_INPUT_RATE_INSTANCE, 1};
        keepAttribute(kFetched, place, vertices,
                      [](VkCommandBuffer c) { vkCmdDraw(c, 2, 4, 0, 3); });
    });
}

// Whether the input assembler can read is known at the draw.
TEST_F(VertexInput, OnePipelineAtAnyAddress) {
    compare([this] {
        const Attribute attribute{VK_FORMAT_R8G8B8A8_UINT, 4, 1, k_attribute_uvec4_vert,
                                  Exactness::Bits};
        const TestBuffer vertices = makeBufferOf(noise(2048), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        keepAttribute(attribute, {4, 0, 0}, vertices, [&](VkCommandBuffer c) {
            for (VkDeviceSize i = 0; i < 5; ++i) {
                const VkDeviceSize offset = 3 * i;
                vkCmdBindVertexBuffers(c, 0, 1, &vertices.buffer, &offset);
                vkCmdDraw(c, 3, 1, static_cast<uint32_t>(3 * i), 0);
            }
        });
    });
}

class DynamicVertexInput : public VertexInput {
  protected:
    void SetUp() override {
        VertexInput::SetUp();
        wantedExtensions = {VK_EXT_VERTEX_INPUT_DYNAMIC_STATE_EXTENSION_NAME};
        wantedChain = &input_;
    }

    // As keepAttribute(), with the vertex input set before the draw.
    void keepDynamic(const Attribute& attribute, const Place& place, const TestBuffer& vertices) {
        const auto setInput = command<PFN_vkCmdSetVertexInputEXT>("vkCmdSetVertexInputEXT");
        GraphicsSetup setup = setupOf(attribute, place);
        setup.dynamic = {VK_DYNAMIC_STATE_VERTEX_INPUT_EXT};
        const VkVertexInputBindingDescription2EXT binding{
            VK_STRUCTURE_TYPE_VERTEX_INPUT_BINDING_DESCRIPTION_2_EXT,
            nullptr,
            0,
            place.stride,
            place.rate,
            1};
        const VkVertexInputAttributeDescription2EXT input{
            VK_STRUCTURE_TYPE_VERTEX_INPUT_ATTRIBUTE_DESCRIPTION_2_EXT,
            nullptr,
            kLocation,
            0,
            attribute.format,
            place.offset};
        const auto draw = [&](VkCommandBuffer c) {
            setInput(c, 1, &binding, 1, &input);
            drawAll(c);
        };
        keepWords(stored(setup, vertices, place.bindingOffset, draw), attribute);
    }

    VkPhysicalDeviceVertexInputDynamicStateFeaturesEXT input_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_INPUT_DYNAMIC_STATE_FEATURES_EXT, nullptr,
        VK_TRUE};
};

TEST_F(DynamicVertexInput, ReadAndFetched) {
    compare([this] {
        const TestBuffer vertices = makeBufferOf(noise(2048), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        const Attribute word{VK_FORMAT_R32G32_SFLOAT, 8, 4, k_attribute_vec4_vert,
                             Exactness::Floats};
        for (const Attribute& attribute : {kFetched, word}) {
            keepDynamic(attribute, tightlyAligned(attribute), vertices);
            keepDynamic(attribute, looselyAligned(attribute), vertices);
        }
    });
}

// Any address, and the bits of numbers of another type.
TEST_F(DynamicVertexInput, LegacyAttributes) {
    wantedExtensions.push_back(VK_EXT_LEGACY_VERTEX_ATTRIBUTES_EXTENSION_NAME);
    VkPhysicalDeviceLegacyVertexAttributesFeaturesEXT legacy{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LEGACY_VERTEX_ATTRIBUTES_FEATURES_EXT, &input_, VK_TRUE};
    wantedChain = &legacy;
    compare([this] {
        const TestBuffer vertices = makeBufferOf(noise(2048), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        for (const Attribute& attribute :
             {Attribute{VK_FORMAT_R32G32B32A32_UINT, 16, 1, k_attribute_uvec4_vert,
                        Exactness::Bits},
              Attribute{VK_FORMAT_R16G16_SINT, 4, 1, k_attribute_ivec4_vert, Exactness::Bits},
              Attribute{VK_FORMAT_R16G16B16A16_SINT, 8, 1, k_attribute_uvec4_vert, Exactness::Bits},
              Attribute{VK_FORMAT_R32G32B32A32_SFLOAT, 16, 1, k_attribute_ivec4_vert,
                        Exactness::Bits},
              Attribute{VK_FORMAT_R32G32B32A32_UINT, 16, 1, k_attribute_vec4_vert,
                        Exactness::Floats}}) {
            keepDynamic(attribute, looselyAligned(attribute), vertices);
            keepDynamic(attribute, {attribute.bytes + 3, 1, 2}, vertices);
        }
    });
}

// VK_EXT_vertex_attribute_robustness, which lavapipe lacks.
TEST_F(VertexInput, AbsentAttributesAreZero) {
    wantedExtensions = {VK_EXT_VERTEX_ATTRIBUTE_ROBUSTNESS_EXTENSION_NAME};
    VkPhysicalDeviceVertexAttributeRobustnessFeaturesEXT robustness{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_ATTRIBUTE_ROBUSTNESS_FEATURES_EXT, nullptr,
        VK_TRUE};
    wantedChain = &robustness;
    drawWith("Baker", [this] {
        GraphicsSetup setup = setupOf(kFetched, {});
        setup.bindings.clear();
        setup.attributes.clear();
        const std::vector<uint32_t> words = stored(setup, {}, 0, drawAll);
        for (uint32_t c = 0; c < 4; ++c) EXPECT_EQ(words[kWordsOfVertex * (kVertices - 1) + c], 0u);
    });
}

class RobustVertexInput : public VertexInput {
  protected:
    void SetUp() override {
        VertexInput::SetUp();
        wantedExtensions = {VK_EXT_ROBUSTNESS_2_EXTENSION_NAME};
        robustness_.robustBufferAccess2 = robustness_.nullDescriptor = VK_TRUE;
        wanted.robustBufferAccess = VK_TRUE;
        wantedChain = &robustness_;
    }

    VkPhysicalDeviceRobustness2FeaturesEXT robustness_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ROBUSTNESS_2_FEATURES_EXT};
};

// The last element ends with the buffer, or a byte behind it.
TEST_F(RobustVertexInput, ElementsBeyondTheBufferAreZero) {
    compare([this] {
        const TestBuffer vertices = makeBufferOf(noise(85), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        const Attribute bytes{VK_FORMAT_R8G8B8_UINT, 3, 1, k_attribute_uvec4_vert, Exactness::Bits};
        keepAttribute(bytes, {7, 5, 0}, vertices);
        keepAttribute(bytes, {7, 5, 1}, vertices);
        keepAttribute(bytes, {0, 2, 80}, vertices);
        keepAttribute(bytes, {0, 3, 80}, vertices);
        keepAttribute(kFetched, {8, 0, 80}, vertices);
        keepAttribute({VK_FORMAT_R32G32_UINT, 8, 4, k_attribute_uvec4_vert, Exactness::Bits},
                      {8, 0, 4}, vertices);
    });
}

TEST_F(RobustVertexInput, NullBuffersAreZero) {
    compare([this] {
        TestBuffer none;
        const auto bindNull = [](VkCommandBuffer c) {
            const VkBuffer null = VK_NULL_HANDLE;
            const VkDeviceSize offset = 0;
            vkCmdBindVertexBuffers(c, 0, 1, &null, &offset);
            drawAll(c);
        };
        keepAttribute(kFetched, {8, 0, 0}, none, bindNull);
        keepAttribute({VK_FORMAT_R8G8B8A8_UINT, 4, 1, k_attribute_uvec4_vert, Exactness::Bits},
                      {5, 1, 0}, none, bindNull);
    });
}

}  // namespace
}  // namespace baker::test
