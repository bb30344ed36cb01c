// Vertex attributes that the shader reads itself. golden/fetch/<name>.txt has the translation of
// the attributes of that name; BAKER_UPDATE_GOLDEN=1 writes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "spirv_to_dxil/golden/translated.hpp"

namespace baker {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr AttributeFormat kBytes3{NumberEncoding::Snorm, 3, {{{0, 8}, {8, 8}, {16, 8}}}};
constexpr AttributeFormat kDoubles{
    NumberEncoding::Float, 32, {{{0, 64}, {64, 64}, {128, 64}, {192, 64}}}};

constexpr std::string_view kVertex = R"(
layout(location = 2) in vec4 p;
layout(location = 3) in vec4 q;
void main() { gl_Position = p + q; })";
constexpr std::string_view kLong = R"(
layout(location = 2) in dvec4 p;
void main() { gl_Position = vec4(p); })";

Translated translate(std::string_view body, const std::vector<FetchedAttribute>& attributes,
                     Options options = {}) {
    options.fetchedAttributes = attributes;
    static std::map<std::string_view, std::vector<uint32_t>> compiled;
    std::vector<uint32_t>& words = compiled[body];
    if (words.empty()) words = testing::compileGlsl(".vert", body);
    return translateWords(words, std::move(options));
}

void expectGolden(const std::string& name, const std::string& text) {
    const std::string path = std::string(BAKER_GOLDEN_DIR) + "/fetch/" + name + ".txt";
    if (std::getenv("BAKER_UPDATE_GOLDEN")) {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    std::ifstream file(path, std::ios::binary);
    EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST(VertexFetch, PrintsAsBefore) {
    expectGolden("snorm", translate(kVertex, {{2, kBytes3}}).text);
    expectGolden("divisor", translate(kVertex, {{3, kBytes3, true, 5}}).text);
    expectGolden("double", translate(kLong, {{2, kDoubles}}).text);
}

TEST(VertexFetch, OthersStayInputs) {
    const Translated t = translate(kVertex, {{2, kBytes3}});
    EXPECT_EQ(t.reflection.inputs.locations[2], 0);
    EXPECT_EQ(t.reflection.inputs.locations[3], 15);
    EXPECT_TRUE(t.reflection.usesBufferAddresses);
}

TEST(VertexFetch, CountsFromTheDrawsFirstVertexOrInstance) {
    const Translated vertex = translate(kVertex, {{2, kBytes3}});
    EXPECT_TRUE(reads(vertex.reflection, SystemValue::BaseVertex));
    EXPECT_FALSE(reads(vertex.reflection, SystemValue::BaseInstance));
    const Translated instance = translate(kVertex, {{2, kBytes3, true, 5}});
    EXPECT_TRUE(reads(instance.reflection, SystemValue::BaseInstance));
    EXPECT_FALSE(reads(instance.reflection, SystemValue::BaseVertex));
    EXPECT_THAT(instance.text, HasSubstr("udiv"));
    const Translated all = translate(kVertex, {{2, kBytes3, true, 0}});
    EXPECT_THAT(all.text, Not(HasSubstr("SV_InstanceID")));
}

TEST(VertexFetch, LongAttributesTakeTwoLocations) {
    const Translated t = translate(kLong, {{2, kDoubles}});
    EXPECT_EQ(t.reflection.inputs.locations[2], 0);
    EXPECT_EQ(t.reflection.inputs.locations[3], 0);
}

// Every encoding in every shader model, for the validator.
TEST(VertexFetch, EveryEncoding) {
    const AttributeFormat formats[] = {
        {NumberEncoding::Unorm, 2, {{{11, 5}, {5, 6}, {0, 5}}}},
        {NumberEncoding::Snorm, 4, {{{0, 10}, {10, 10}, {20, 10}, {30, 2}}}},
        {NumberEncoding::Uscaled, 8, {{{0, 16}, {16, 16}, {32, 16}, {48, 16}}}},
        {NumberEncoding::Sscaled, 1, {{{0, 8}}}},
        {NumberEncoding::Uint, 12, {{{0, 32}, {32, 32}, {64, 32}}}},
        {NumberEncoding::Sint, 6, {{{0, 16}, {16, 16}, {32, 16}}}},
        {NumberEncoding::Float, 4, {{{0, 11}, {11, 11}, {22, 10}}}},
        {NumberEncoding::Float, 8, {{{0, 16}, {16, 16}, {32, 16}, {48, 16}}}},
        {NumberEncoding::SharedExponent, 4, {{{0, 9}, {9, 9}, {18, 9}}}}};
    for (const uint8_t minor : {0, 2, 6}) {
        Options options;
        options.shaderModel = {6, minor};
        options.features.native16Bit = minor >= 2;
        for (const AttributeFormat& format : formats)
            EXPECT_TRUE(translate(kVertex, {{2, format}, {3, format, true, 2}}, options)
                            .reflection.usesBufferAddresses);
    }
}

}  // namespace
}  // namespace baker
