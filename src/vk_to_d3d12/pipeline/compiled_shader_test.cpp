#include "compiled_shader.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace baker {
namespace {

constexpr Digest kKey{1};

CompiledShader shader() {
    CompiledShader shader;
    shader.info.systemValues = 5;
    shader.info.workgroupSize[1] = 7;
    shader.info.tessellation = {TessellationDomain::Quads, TessellationSpacing::FractionalEven,
                                TessellationOrder::Clockwise, true, 4};
    shader.info.inputs.locations[31] = 15;
    shader.info.inputs.locationTypes[3] = 2;
    shader.info.inputs.flat[4] = shader.info.inputs.line = shader.info.inputs.layer = true;
    shader.info.outputs = {8, 0, true, false, true, 3};
    shader.info.outputs.locationTypes[2] = 1;
    shader.streamOutputs = {{{0, "LOC", 3, 1, 2, 3}, {1, "", 0, 0, 4, 0}}, {1, 2, 3, 4}};
    shader.container = std::vector(100, std::byte(9));
    return shader;
}

TEST(CompiledShader, RoundTrip) {
    const std::vector<std::byte> bytes = serialize(shader());
    const CompiledShaderRef copy = deserializeShader(bytes, kKey);
    ASSERT_TRUE(copy);
    EXPECT_EQ(serialize(*copy), bytes);
    EXPECT_EQ(copy->key, kKey);
    EXPECT_EQ(copy->container, shader().container);
    EXPECT_EQ(copy->info.tessellation.outputVertices, 4u);
    EXPECT_TRUE(copy->info.inputs.flat[4] && copy->info.inputs.line && copy->info.inputs.layer);
    EXPECT_EQ(copy->info.outputs.locationTypes[2], 1);
    EXPECT_EQ(copy->streamOutputs.entries[0].semantic, "LOC");
    EXPECT_EQ(copy->streamOutputs.strides[3], 4u);
}

TEST(CompiledShader, TruncatedAndLengthenedBytesAreNoShader) {
    std::vector<std::byte> bytes = serialize(shader());
    for (size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(deserializeShader(std::span(bytes).first(size), kKey)) << size;
    bytes.push_back({});
    EXPECT_FALSE(deserializeShader(bytes, kKey));
}

void expectInRange(const CompiledShader& shader) {
    EXPECT_LT(shader.info.systemValues, 1u << static_cast<uint32_t>(SystemValue::Count));
    EXPECT_LE(shader.info.tessellation.domain, TessellationDomain::Isolines);
    EXPECT_LE(shader.info.outputs.primitiveVertices, 3);
    for (const uint8_t type : shader.info.inputs.locationTypes) EXPECT_LE(type, 2);
    for (const StreamOutput& output : shader.streamOutputs.entries) {
        EXPECT_LE(output.stream, 3u);
        EXPECT_LE(output.buffer, 3);
    }
}

// Whatever lies in a cache: an error, or a shader whose values are in their ranges.
TEST(CompiledShader, MutatedBytes) {
    const std::vector<std::byte> bytes = serialize(shader());
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        std::vector<std::byte> mutated = bytes;
        for (int count = 1 + static_cast<int>(random() % 4); count; --count)
            mutated[random() % mutated.size()] = std::byte(random() % 3 ? random() : 0xff);
        if (const CompiledShaderRef read = deserializeShader(mutated, kKey)) expectInRange(*read);
    }
}

}  // namespace
}  // namespace baker
