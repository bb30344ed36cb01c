// Graphics stages under the options of a pipeline: clip space, views, linking, transform feedback,
// tessellation modes; and what D3D12 cannot do is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "spirv_to_dxil/golden/translated.hpp"

namespace baker {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kVertex = R"(
layout(location = 0) in vec4 p;
layout(location = 0) out vec3 a;
layout(location = 1) out vec4 b;
void main() { gl_Position = p; a = p.xyz; b = p * 2.0; })";

// --- clip space

TEST(ClipSpace, StaysWithoutOptions) {
    const Translated t = translate(".vert", kVertex);
    EXPECT_THAT(t.text, Not(HasSubstr("fsub")));
}

TEST(ClipSpace, YIsTurnedOver) {
    Options options;
    options.flipY = YFlip::Always;
    const Translated t = translate(".vert", kVertex, options);
    EXPECT_EQ(count(t.text, "fsub float -0.0"), 1u) << t.text;
    EXPECT_FALSE(reads(t.reflection, SystemValue::FlippedViewports));
}

TEST(ClipSpace, YIsTurnedOverByViewport) {
    Options options;
    options.flipY = YFlip::PerViewport;
    const Translated t = translate(".vert", kVertex, options);
    EXPECT_TRUE(t.done) << t.text;
    EXPECT_TRUE(reads(t.reflection, SystemValue::FlippedViewports));
    EXPECT_EQ(count(t.text, "= xor i32"), 1u) << t.text;
}

TEST(ClipSpace, TheViewportIsTheVertexs) {
    Options options;
    options.flipY = YFlip::PerViewport;
    const Translated t = translate(".geom", R"(
        layout(points, invocations = 1) in;
        layout(points, max_vertices = 2) out;
        void main() {
            for (int i = 0; i < 2; ++i) {
                gl_ViewportIndex = i;
                gl_Position = gl_in[0].gl_Position;
                EmitVertex();
            }
        })",
                                   options);
    EXPECT_EQ(count(t.text, "= lshr i32"), 1u) << t.text;
    EXPECT_THAT(t.text, HasSubstr("SV_ViewportArrayIndex"));
}

TEST(ClipSpace, DepthOfOpenGl) {
    Options options;
    options.negativeOneToOneDepth = true;
    const Translated t = translate(".vert", kVertex, options);
    EXPECT_THAT(t.text, HasSubstr(", 0.5"));
}

// --- views

TEST(Views, OfAConstantBufferWord) {
    const Translated t = translate(".vert", R"(
        #extension GL_EXT_multiview : require
        void main() { gl_Position = vec4(gl_ViewIndex); })");
    EXPECT_TRUE(reads(t.reflection, SystemValue::ViewIndex));
}

TEST(Views, OfInstances) {
    Options options;
    options.viewMask = 0b1101;
    const Translated t = translate(".vert", R"(
        #extension GL_EXT_multiview : require
        layout(location = 0) flat out int i;
        void main() { gl_Position = vec4(gl_ViewIndex); i = gl_InstanceIndex; })",
                                   options);
    EXPECT_FALSE(reads(t.reflection, SystemValue::ViewIndex));
    EXPECT_THAT(t.text, HasSubstr("output SV_RenderTargetArrayIndex"));
    EXPECT_THAT(t.text, HasSubstr("udiv i32"));
    EXPECT_THAT(t.text, HasSubstr("urem i32"));
}

TEST(Views, PassThroughEveryStage) {
    Options options;
    options.viewMask = 3;
    const Translated hull = translate(".tesc", R"(
        layout(vertices = 3) out;
        void main() {
            gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
            gl_TessLevelOuter[0] = 1.0;
        })",
                                      options);
    EXPECT_THAT(hull.text, HasSubstr("input VIEW"));
    EXPECT_TRUE(hull.reflection.inputs.viewIndex);
    const std::string evaluation = R"(
        layout(triangles) in;
        void main() { gl_Position = gl_in[0].gl_Position; })";
    options.nextStage = StageInputs{.viewIndex = true};
    EXPECT_THAT(translate(".tese", evaluation, options).text, HasSubstr("output VIEW"));
    options.nextStage = StageInputs{};
    EXPECT_THAT(translate(".tese", evaluation, options).text,
                HasSubstr("output SV_RenderTargetArrayIndex"));
    const Translated fragment = translate(".frag", R"(
        #extension GL_EXT_multiview : require
        layout(location = 0) out vec4 o;
        void main() { o = vec4(gl_ViewIndex); })",
                                          options);
    EXPECT_THAT(fragment.text, HasSubstr("input SV_RenderTargetArrayIndex"));
}

// --- linking

TEST(Linking, WhatIsNotReadIsLeftOut) {
    Options options;
    options.nextStage = StageInputs{};
    options.nextStage->locations[1] = 3;
    const Translated t = translate(".vert", kVertex, options);
    EXPECT_THAT(t.text, Not(HasSubstr("output LOC0")));
    EXPECT_THAT(t.text, HasSubstr("output LOC1 f32x2"));
}

TEST(Linking, InputsAreReflected) {
    const Translated t = translate(".frag", R"(
        layout(location = 2) in vec3 a;
        layout(location = 3, component = 2) in vec2 b;
        layout(location = 5) flat in dvec2 c;
        layout(location = 6) in float unused;
        layout(location = 0) out vec4 o;
        void main() { o = vec4(a, b.y) + vec4(c.x); })");
    const auto& locations = t.reflection.inputs.locations;
    EXPECT_EQ(locations[2], 7);
    EXPECT_EQ(locations[3] >> 2, 3);
    EXPECT_EQ(locations[5], 15);
    EXPECT_EQ(locations[6], 0);
}

TEST(Linking, PatchInputsAreReflected) {
    const Translated t = translate(".tese", R"(
        layout(quads) in;
        layout(location = 1) patch in vec2 a;
        layout(location = 29) patch in vec4 b;
        void main() { gl_Position = vec4(a, 0, 1) + b; })");
    EXPECT_EQ(t.reflection.inputs.patchLocations[1], 3);
    EXPECT_EQ(t.reflection.inputs.patchLocations[29], 15);
    EXPECT_EQ(t.reflection.tessellation.domain, TessellationDomain::Quads);
}

TEST(Linking, LocationsBeyondTheUsualRegisters) {
    const Translated t = translate(".vert", R"(
        layout(location = 0) out vec4 many[31];
        void main() { gl_Position = vec4(1); for (int i = 0; i < 31; ++i) many[i] = vec4(i); })");
    EXPECT_THAT(t.text, HasSubstr("output LOC28 f32x4 register 2.0"));
    EXPECT_THAT(t.text, HasSubstr("output LOC30 f32x4 register 3.0"));
}

TEST(Linking, PointSizesGoOnToShadersThatReadThem) {
    constexpr std::string_view vertex =
        "void main() { gl_Position = vec4(0); gl_PointSize = 3.0; }";
    const Translated geometry = translate(".geom", R"(
        layout(points) in;
        layout(points, max_vertices = 1) out;
        void main() { gl_Position = vec4(gl_in[0].gl_PointSize); EmitVertex(); })");
    EXPECT_TRUE(geometry.reflection.inputs.pointSize);
    Options options;
    EXPECT_THAT(translate(".vert", vertex, options).text, Not(HasSubstr("PSIZE")));
    options.nextStage = geometry.reflection.inputs;
    EXPECT_THAT(translate(".vert", vertex, options).text, HasSubstr("output PSIZE0 f32x1"));
}

// --- transform feedback

TEST(TransformFeedback, EntriesWithGaps) {
    const Translated t = translate(".vert", R"(
        layout(xfb_buffer = 1, xfb_stride = 64) out;
        layout(xfb_buffer = 1, xfb_offset = 0) out gl_PerVertex { vec4 gl_Position; };
        layout(location = 0, xfb_buffer = 1, xfb_offset = 24) out vec3 a;
        layout(location = 2, xfb_buffer = 1, xfb_offset = 40) out dvec2 b;
        layout(location = 4) out vec4 c;
        void main() { gl_Position = vec4(1); a = vec3(2); b = dvec2(3); c = vec4(4); })");
    const auto& entries = t.reflection.streamOutputs;
    ASSERT_EQ(entries.size(), 5u) << t.text;
    EXPECT_EQ(entries[0].semantic, "SV_Position");
    EXPECT_EQ(entries[0].componentCount, 4);
    EXPECT_EQ(entries[1].semantic, "");
    EXPECT_EQ(entries[1].componentCount, 2);
    EXPECT_EQ(entries[2].semantic, "LOC");
    EXPECT_EQ(entries[2].componentCount, 3);
    EXPECT_EQ(entries[3].componentCount, 1);
    EXPECT_EQ(entries[4].semanticIndex, 2u);
    EXPECT_EQ(entries[4].componentCount, 4);
    for (const StreamOutput& entry : entries) EXPECT_EQ(entry.buffer, 1);
    EXPECT_EQ(t.reflection.streamStrides[1], 64u);
}

TEST(TransformFeedback, CapturesWhatTheShaderWrote) {
    Options options;
    options.flipY = YFlip::Always;
    options.nextStage = StageInputs{};
    const Translated t = translate(".vert", R"(
        layout(xfb_buffer = 0, xfb_stride = 24) out;
        layout(xfb_buffer = 0, xfb_offset = 0) out gl_PerVertex { vec4 gl_Position; float gl_PointSize; };
        layout(location = 7, xfb_buffer = 0, xfb_offset = 20) out float a;
        void main() { gl_Position = vec4(1); gl_PointSize = 5.0; a = 1.0; })",
                                   options);
    const auto& entries = t.reflection.streamOutputs;
    ASSERT_EQ(entries.size(), 3u) << t.text;
    EXPECT_EQ(entries[0].semantic, "XFB");
    EXPECT_EQ(entries[1].semantic, "XFB");
    EXPECT_EQ(entries[1].semanticIndex, 1u);
    EXPECT_EQ(entries[2].semantic, "LOC");
    EXPECT_THAT(t.text, HasSubstr("output XFB0 f32x4 register 31.0"));
}

TEST(TransformFeedback, Streams) {
    const Translated t = translate(".geom", R"(
        layout(points) in;
        layout(points, max_vertices = 2) out;
        layout(stream = 1, location = 0, xfb_buffer = 2, xfb_offset = 0, xfb_stride = 8) out vec2 a;
        void main() { a = vec2(1); EmitStreamVertex(1); })");
    ASSERT_EQ(t.reflection.streamOutputs.size(), 1u) << t.text;
    EXPECT_EQ(t.reflection.streamOutputs[0].stream, 1u);
    EXPECT_EQ(t.reflection.streamOutputs[0].buffer, 2);
}

// --- tessellation

constexpr std::string_view kControl = R"(
layout(vertices = 4) out;
void main() {
    gl_out[gl_InvocationID].gl_Position = gl_in[gl_InvocationID].gl_Position;
    gl_TessLevelOuter = float[](1, 2, 3, gl_PatchVerticesIn);
    gl_TessLevelInner = float[](5, 6);
})";

TEST(Tessellation, ModesOfTheOtherShader) {
    const auto evaluation = testing::compileGlsl(".tese",
                                                 "layout(isolines, fractional_even_spacing, cw) "
                                                 "in;\nvoid main() { gl_Position = vec4(1); }");
    Options options;
    options.tessellation.other = tessellationModes(evaluation, "main");
    options.tessellation.patchControlPoints = 7;
    const Translated t = translate(".tesc", kControl, options);
    EXPECT_EQ(t.reflection.tessellation.domain, TessellationDomain::Isolines);
    EXPECT_EQ(t.reflection.tessellation.spacing, TessellationSpacing::FractionalEven);
    EXPECT_EQ(t.reflection.tessellation.outputVertices, 4u);
    EXPECT_THAT(t.text, HasSubstr("SV_TessFactor0 f32x1 rows 2"));
    EXPECT_THAT(t.text, Not(HasSubstr("SV_InsideTessFactor")));
}

TEST(Tessellation, ModesOfAModuleWithoutAny) {
    const auto vertex = testing::compileGlsl(".vert", kVertex);
    EXPECT_EQ(tessellationModes(vertex, "main").domain, TessellationDomain::Unknown);
    EXPECT_EQ(tessellationModes({}, "main").domain, TessellationDomain::Unknown);
}

// Though the next stage does not: the patch constant function does.
TEST(Tessellation, ControlPointsThatOtherInvocationsReadAreStored) {
    Options options;
    options.nextStage = StageInputs{};
    const Translated t = translate(".tesc", R"(
        layout(vertices = 3) out;
        layout(location = 0) out float height[];
        layout(location = 1) patch out float unread;
        void main() {
            height[gl_InvocationID] = gl_in[gl_InvocationID].gl_Position.y;
            unread = 1.0;
            barrier();
            gl_TessLevelOuter[gl_InvocationID] = height[2 - gl_InvocationID];
        })",
                                   options);
    EXPECT_THAT(t.text, HasSubstr("output LOC0 f32x1"));
    EXPECT_EQ(count(t.text, "; StoreOutput"), 1u) << t.text;
    EXPECT_THAT(t.text, Not(HasSubstr("PATCH1")));
}

TEST(Tessellation, TheOriginDecidesTheOrder) {
    const auto output = [](bool lowerLeft) {
        Options options;
        options.tessellation.lowerLeftOrigin = lowerLeft;
        const auto words = testing::compileGlsl(".tesc", kControl);
        auto order = dxil::TessellatorOutput::Undefined;
        translateToModule(words, options,
                          [&](const dxil::Module& m) { order = m.tessellation.output; });
        return order;
    };
    EXPECT_EQ(output(false), dxil::TessellatorOutput::TriangleCcw);
    EXPECT_EQ(output(true), dxil::TessellatorOutput::TriangleCw);
}

TEST(Tessellation, NativeGeometryInstances) {
    Options options;
    options.features.joinGeometryInvocations = false;
    const Translated t = translate(".geom", R"(
        layout(points, invocations = 5) in;
        layout(points, max_vertices = 1) out;
        void main() { gl_Position = vec4(gl_InvocationID); EmitVertex(); })",
                                   options);
    EXPECT_EQ(count(t.text, "dx.op.gsInstanceID"), 1u) << t.text;
    EXPECT_EQ(count(t.text, "dx.op.emitStream"), 1u) << t.text;
}

// The control point function has the atomic operation where a control point needs its result.
TEST(ControlShaders, AtomicOperationsOfControlPoints) {
    const Translated t = translate(".tesc", R"(
        layout(vertices = 3) out;
        layout(binding = 0) buffer B { uint n; uint m[]; };
        void main() {
            uint i = atomicAdd(n, 1u);
            if (i < 10) m[i] = atomicAdd(m[i + 1], 1u);
            gl_out[gl_InvocationID].gl_Position = vec4(i);
            gl_TessLevelOuter[0] = gl_TessLevelOuter[1] = 1.0; })");
    EXPECT_TRUE(t.done) << t.text;
    EXPECT_EQ(count(t.text, "dx.op.atomicBinOp.i32(i32 78"), 2u) << t.text;
    EXPECT_LT(t.text.find("dx.op.atomicBinOp.i32(i32 78"), t.text.find("@patchConstants"));
}

// --- refused

struct Refused {
    const char* extension;
    const char* body;
    const char* reason;
};

class Refusals : public ::testing::TestWithParam<Refused> {};

TEST_P(Refusals, SayWhy) {
    const Translated t = translate(GetParam().extension, GetParam().body);
    EXPECT_FALSE(t.done);
    EXPECT_THAT(t.text, HasSubstr(GetParam().reason));
}

constexpr Refused kRefused[] = {
    {".tesc", R"(
        layout(vertices = 3) out;
        layout(binding = 0) buffer B { uint n; };
        void main() {
            gl_out[gl_InvocationID].gl_Position = vec4(atomicAdd(n, 1u));
            gl_TessLevelOuter[0] = float(atomicAdd(n, 2u)); })",
     "depend on the results of atomic operations"},
    {".tesc", R"(
        layout(vertices = 3) out;
        layout(binding = 0) buffer B { uint n; };
        void main() {
            gl_out[gl_InvocationID].gl_Position = vec4(atomicAdd(n, 1u));
            barrier();
            gl_TessLevelOuter[0] = 1.0; })",
     "depends on the result of an atomic operation, in a shader with barriers"},
    {".tesc", "layout(vertices = 33) out;\nvoid main() {}", "1 to 32 control points"},
    {".geom", R"(
        layout(points, invocations = 32) in;
        layout(points, max_vertices = 64) out;
        void main() { gl_Position = vec4(1); EmitVertex(); })",
     "more than 1024 vertices together"},
    {".geom", R"(
        layout(points) in;
        layout(points, max_vertices = 200) out;
        layout(location = 0) out vec2 a;
        void main() { gl_Position = vec4(1); a = vec2(1); EmitVertex(); })",
     "more than 1024 components together"},
    {".vert", "layout(location = 31) out vec4 a;\nvoid main() { a = vec4(1); }",
     "beyond the last location"},
};

INSTANTIATE_TEST_SUITE_P(Stages, Refusals, ::testing::ValuesIn(kRefused));

// --- fragments

constexpr std::string_view kPoint = R"(
    layout(location = 0) out vec2 color;
    void main() { color = gl_PointCoord; })";

TEST(PointCoordinate, IsTheCentreOfAPixel) {
    const Translated t = translate(".frag", kPoint);
    EXPECT_THAT(t.text, Not(HasSubstr("POINTCOORD")));
    EXPECT_THAT(t.text, HasSubstr("i8 0, float 0.5)"));
}

TEST(PointCoordinate, IsAnInput) {
    Options options;
    options.pointCoordinateInput = true;
    const Translated t = translate(".frag", kPoint, options);
    EXPECT_THAT(t.text, HasSubstr("; input POINTCOORD0 f32x2 register 31.0"));
}

// --- samples

TEST(Samples, AreShadedEach) {
    Options options;
    options.sampleShading = true;
    const Translated t = translate(".frag", R"(
        layout(location = 0) in vec4 a;
        layout(location = 0) out vec4 color;
        void main() { color = a; })",
                                   options);
    EXPECT_THAT(t.text, HasSubstr("input SV_SampleIndex"));
}

// dEQP-VK.pipeline.monolithic.multisample_interpolation.centroid_interpolation_consistency.*
TEST(Samples, CentroidsStay) {
    Options options;
    options.sampleShading = true;
    const Translated t = translate(".frag", R"(
        layout(location = 0) centroid in vec4 a;
        layout(location = 1) in vec4 b;
        layout(location = 0) out vec4 color;
        void main() { color = a + b; })",
                                   options);
    EXPECT_THAT(t.text, HasSubstr("LOC0 f32x4 register 4.0 interpolation 3"));  // linear, centroid
    EXPECT_THAT(t.text, HasSubstr("LOC1 f32x4 register 5.0 interpolation 6"));  // linear, sample
}

TEST(Samples, AreCoveredByTheAlphaBeforeItIsOne) {
    Options options;
    options.alphaToOne = true;
    options.coverageSamples = 4;
    const Translated t = translate(".frag", R"(
        layout(location = 0) in vec4 a;
        layout(location = 0) out vec4 color;
        void main() { color = a; })",
                                   options);
    EXPECT_THAT(t.text, HasSubstr("output SV_Coverage"));
    EXPECT_EQ(count(t.text, "fcmp ogt"), 4u);
}

TEST(Targets, TakeComponentsInTheirOrder) {
    Options options;
    options.targetOrders[0] = {2, 1, 0, 3};
    options.targetOrders[1] = {3, 4, 4, 4};
    const Translated t = translate(".frag", R"(
        layout(location = 0) out vec4 first;
        layout(location = 1) out ivec4 second;
        void main() { first = vec4(1, 2, 3, 4); second = ivec4(5, 6, 7, 8); })",
                                   options);
    for (const char* stored : {"i8 0, float 3", "i8 1, float 2", "i8 2, float 1", "i8 3, float 4",
                               "i8 0, i32 8", "i8 1, i32 0", "i8 2, i32 0", "i8 3, i32 0"})
        EXPECT_THAT(t.text, HasSubstr(stored));
}

TEST(Sampling, OfTexelCoordinatesDividesByTheSize) {
    constexpr std::string_view kSampling = R"(
        layout(binding = 0) uniform sampler2D image;
        layout(location = 0) in vec2 at;
        layout(location = 0) out vec4 color;
        void main() { color = textureLod(image, at, 0.0); })";
    const DescriptorBinding bindings[] = {
        {.resourceClass = ResourceClass::ShaderResource, .unnormalizedCoordinates = true}};
    Options options;
    options.bindings = bindings;
    EXPECT_EQ(count(translate(".frag", kSampling, options).text, "fdiv"), 2u);
    EXPECT_EQ(count(translate(".frag", kSampling).text, "fdiv"), 0u);
}

constexpr std::string_view kConverted = R"(
    layout(binding = 0) uniform sampler2D image;
    layout(location = 0) in vec2 at;
    layout(location = 0) out vec4 color;
    void main() { color = texture(image, at); })";

Translated converted(const YcbcrConversion& conversion) {
    const DescriptorBinding bindings[] = {{.resourceClass = ResourceClass::ShaderResource,
                                           .resource = {.count = conversion.planes},
                                           .conversions = {&conversion, 1}}};
    Options options;
    options.bindings = bindings;
    return translate(".frag", kConverted, options);
}

TEST(Ycbcr, SamplesEachPlane) {
    using Model = YcbcrConversion::Model;
    for (const uint8_t planes : {1, 2, 3}) {
        const Translated t = converted({.model = Model::Ycbcr709, .planes = planes});
        EXPECT_TRUE(t.done) << t.text;
        EXPECT_EQ(count(t.text, "  ; Sample\n"), planes) << t.text;
    }
}

TEST(Ycbcr, CositedChromaMovesByAQuarterTexel) {
    YcbcrConversion conversion{.model = YcbcrConversion::Model::Ycbcr601, .planes = 2};
    conversion.halfWidth = conversion.halfHeight = true;
    EXPECT_EQ(count(converted(conversion).text, "fdiv float 0.25"), 0u);
    conversion.cositedX = true;
    EXPECT_EQ(count(converted(conversion).text, "fdiv float 0.25"), 1u);
    conversion.cositedY = true;
    EXPECT_EQ(count(converted(conversion).text, "fdiv float 0.25"), 2u);
}

TEST(Ycbcr, IdentityChangesNothing) {
    const Translated t = converted({});
    EXPECT_THAT(t.text, Not(HasSubstr("fmul")));
    EXPECT_THAT(t.text, Not(HasSubstr("fadd")));
}

// 2 * (1 - 0.2126), and the narrow range's 255 / 219.
TEST(Ycbcr, ExpandsAndConverts) {
    YcbcrConversion conversion{.model = YcbcrConversion::Model::Ycbcr709, .narrowRange = true};
    const Translated t = converted(conversion);
    EXPECT_THAT(t.text, HasSubstr("1.5748"));
    EXPECT_THAT(t.text, HasSubstr("1.16438"));
    conversion.components[2] = YcbcrConversion::kZero;
    EXPECT_TRUE(converted(conversion).done);
}

constexpr std::string_view kAttachment = R"(
    layout(input_attachment_index = 0, binding = 0) uniform subpassInput before;
    layout(location = 0) out vec4 color;
    void main() { color = subpassLoad(before); })";

TEST(Attachment, IsReadAtTheFirstLayer) {
    const Translated t = translate(".frag", kAttachment);
    EXPECT_THAT(t.text, Not(HasSubstr("SV_RenderTargetArrayIndex")));
}

TEST(Attachment, IsReadAtTheFragmentsLayer) {
    Options layered;
    layered.attachmentLayer = AttachmentLayer::Rendered;
    EXPECT_THAT(translate(".frag", kAttachment, layered).text,
                HasSubstr("SV_RenderTargetArrayIndex"));
    Options views;
    views.viewMask = 3;
    views.attachmentLayer = AttachmentLayer::View;
    EXPECT_THAT(translate(".frag", kAttachment, views).text,
                HasSubstr("SV_RenderTargetArrayIndex"));
}

}  // namespace
}  // namespace baker
