// Points, lines and triangles that D3D12 would draw otherwise than Vulkan, as geometry shaders put
// them out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spirv_to_dxil/golden/translated.hpp"

namespace baker {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Expansion, PointsOtherThanOnePixelAreReported) {
    const auto sized = [](std::string_view size) {
        const std::string body =
            "layout(location = 0) in float s; void main() { gl_Position = "
            "vec4(s); gl_PointSize = " +
            std::string(size) + "; }";
        return translate(".vert", body).reflection.outputs.pointSize;
    };
    EXPECT_FALSE(sized("1.0"));
    EXPECT_TRUE(sized("2.0"));
    EXPECT_TRUE(sized("s"));
}

TEST(Expansion, ShadersThatPassOn) {
    StageInputs read;
    read.locations[0] = 15;
    read.locations[3] = 7;
    read.locationTypes[3] = 2;
    read.primitiveId = read.pointCoordinate = true;
    StageOutputs written;
    written.clipDistances = 5;
    written.cullDistances = 2;
    Options options;
    options.nextStage = read;
    options.flipY = YFlip::PerViewport;
    for (const auto shape : {PrimitiveShape::Points, PrimitiveShape::Lines}) {
        const bool points = shape == PrimitiveShape::Points;
        written.pointSize = points;
        options.expansion.shape = shape;
        const PassThrough pass{.input = points ? PrimitiveInput::Points : PrimitiveInput::Lines,
                               .read = read,
                               .written = written};
        const Translated t = translateWords(passThroughGeometry(pass), options);
        ASSERT_TRUE(t.done) << t.text;
        EXPECT_EQ(count(t.text, "@dx.op.emitStream(i32 97"), 4u);
        EXPECT_EQ(count(t.text, "@dx.op.cutStream(i32 98"), 1u);
        EXPECT_EQ(count(t.text, "output POINTCOORD"), points ? 1u : 0u);
        EXPECT_EQ(t.reflection.inputs.pointSize, points);
        EXPECT_EQ(reads(t.reflection, SystemValue::LineWidth), !points);
        EXPECT_TRUE(reads(t.reflection, SystemValue::PixelWidth));
        EXPECT_THAT(t.text, HasSubstr("output SV_ClipDistance"));
        EXPECT_THAT(t.text, HasSubstr("output SV_PrimitiveID"));
    }
}

Translated passedOn(PrimitiveInput input, const PrimitiveExpansion& expansion,
                    PassThrough pass = {}) {
    pass.input = input;
    pass.read.locations[2] = 15;
    pass.read.flat[2] = true;
    Options options;
    options.nextStage = pass.read;
    options.expansion = expansion;
    return translateWords(passThroughGeometry(pass), options);
}

// Each shape is a strip of two triangles; a triangle has three corners and three edges.
TEST(Expansion, TrianglesBecomePointsAndLines) {
    for (const auto shape : {PrimitiveShape::Points, PrimitiveShape::Lines}) {
        const Translated t = passedOn(PrimitiveInput::TrianglesWithAdjacency, {.shape = shape});
        ASSERT_TRUE(t.done) << t.text;
        EXPECT_EQ(count(t.text, "@dx.op.emitStream(i32 97"), 12u);
        EXPECT_EQ(count(t.text, "@dx.op.cutStream(i32 98"), 3u);
    }
}

TEST(Expansion, CulledTrianglesAreNotDrawn) {
    const auto drawn = [](bool clockwise, bool counterClockwise) {
        const Translated t =
            passedOn(PrimitiveInput::Triangles, {.shape = PrimitiveShape::Points,
                                                 .cullsClockwise = clockwise,
                                                 .cullsCounterClockwise = counterClockwise});
        EXPECT_TRUE(t.done) << t.text;
        return std::pair(count(t.text, "@dx.op.emitStream(i32 97"), count(t.text, "br i1 "));
    };
    EXPECT_EQ(drawn(false, false), std::pair(size_t(12), size_t(0)));
    EXPECT_EQ(drawn(true, false), std::pair(size_t(12), size_t(1)));
    EXPECT_EQ(drawn(false, true), std::pair(size_t(12), size_t(1)));
    EXPECT_EQ(drawn(true, true), std::pair(size_t(12), size_t(1)));
}

// The first vertex has the flat input of the last one.
TEST(Expansion, LastVertexProvokes) {
    const Translated t = passedOn(PrimitiveInput::Lines, {.lastProvokes = true});
    ASSERT_TRUE(t.done) << t.text;
    EXPECT_EQ(count(t.text, "@dx.op.emitStream(i32 97"), 2u);
    // Location 2 is loaded of vertex 1 alone.
    EXPECT_EQ(count(t.text, "@dx.op.loadInput.f32(i32 4, i32 1"), 4u) << t.text;
    EXPECT_THAT(t.text, HasSubstr("@dx.op.loadInput.f32(i32 4, i32 1, i32 0, i8 3, i32 1)"));
}

// What is flat is captured of each vertex, apart from what is rasterised.
TEST(Expansion, CapturedVerticesKeepTheirOwn) {
    const StreamOutput captured[] = {{.semantic = "LOC", .semanticIndex = 2, .componentCount = 3}};
    const Translated t = passedOn(PrimitiveInput::Triangles, {.lastProvokes = true},
                                  {.captured = captured, .strides = {12, 0, 0, 0}});
    ASSERT_TRUE(t.done) << t.text;
    ASSERT_EQ(t.reflection.streamOutputs.size(), 1u);
    EXPECT_EQ(t.reflection.streamOutputs[0].semantic, "XFB");
    EXPECT_EQ(t.reflection.streamOutputs[0].componentCount, 3u);
    EXPECT_EQ(t.reflection.streamStrides[0], 12u);
}

// D3D12 gives geometry shaders no layers.
TEST(Expansion, LayersPass) {
    PassThrough pass;
    pass.written.layer = pass.written.viewportIndex = true;
    const Translated geometry = passedOn(PrimitiveInput::Lines, {.lastProvokes = true}, pass);
    ASSERT_TRUE(geometry.done) << geometry.text;
    EXPECT_TRUE(geometry.reflection.inputs.layer && geometry.reflection.inputs.viewportIndex);
    EXPECT_THAT(geometry.text, HasSubstr("output SV_RenderTargetArrayIndex"));
    Options options;
    options.nextStage = geometry.reflection.inputs;
    const Translated vertex = translate(".vert", R"(
        #extension GL_ARB_shader_viewport_layer_array : require
        void main() { gl_Position = vec4(0); gl_Layer = 2; gl_ViewportIndex = 1; })",
                                        options);
    EXPECT_THAT(vertex.text, HasSubstr("output LAYER"));
    EXPECT_THAT(vertex.text, HasSubstr("output VIEWPORT"));
}

}  // namespace
}  // namespace baker
