#include "shader_binary.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

ShaderSource example() {
    ShaderSource source{.stage = VK_SHADER_STAGE_FRAGMENT_BIT,
                        .spirv = spirvSource(std::make_shared<const std::vector<uint32_t>>(
                            std::vector<uint32_t>{0x07230203, 5, 7})),
                        .entryPoint = "main2",
                        .requiredSubgroupSize = 8};
    source.specialization = {{3, 0x123456789}, {4, 1}};
    return source;
}

TEST(ShaderBinary, HoldsTheShader) {
    const auto binary = writeShaderBinary({1, 2}, example());
    const auto read = readShaderBinary({1, 2}, VK_SHADER_STAGE_FRAGMENT_BIT, binary);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->entryPoint, "main2");
    EXPECT_EQ(read->requiredSubgroupSize, 8u);
    ASSERT_EQ(read->specialization.size(), 2u);
    EXPECT_EQ(read->specialization[0].value, 0x123456789u);
    EXPECT_EQ(read->spirv.digest, example().spirv.digest);
    EXPECT_EQ(*read->spirv.owner, *example().spirv.owner);
    EXPECT_EQ(writeShaderBinary({1, 2}, *read), binary);
}

TEST(ShaderBinary, WhatIsForeignOrDamagedIsRefused) {
    auto binary = writeShaderBinary({1, 2}, example());
    const auto stage = VK_SHADER_STAGE_FRAGMENT_BIT;
    EXPECT_FALSE(readShaderBinary({1, 3}, stage, binary));
    EXPECT_FALSE(readShaderBinary({1, 2}, VK_SHADER_STAGE_VERTEX_BIT, binary));
    for (size_t size = 0; size < binary.size(); ++size)
        EXPECT_FALSE(readShaderBinary({1, 2}, stage, std::span(binary).first(size))) << size;
    for (std::byte& byte : binary) {
        byte ^= std::byte(0x40);
        EXPECT_FALSE(readShaderBinary({1, 2}, stage, binary)) << &byte - binary.data();
        byte ^= std::byte(0x40);
    }
}

}  // namespace
}  // namespace baker
