// Vertex and pixel shaders, built by hand: signatures, their metadata and PSV0.
#include <gtest/gtest.h>

#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/container/format.hpp"
#include "spirv_to_dxil/container/reader.hpp"
#include "spirv_to_dxil/dxil/builder.hpp"
#include "spirv_to_dxil/testing/containers.hpp"

namespace baker::dxil {
namespace {

class GraphicsShader {
  public:
    GraphicsShader(ShaderKind kind, ShaderModel model) : m(kind, model), b(m) {
        m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
        b.setBlock(m.addBlock(m.entry));
    }
    Value* input(uint32_t element, uint32_t column, const Type* type) {
        return b.dxOp(DxOp::LoadInput, type,
                      {m.i32(element), m.i32(0), m.i8(column), m.undef(m.types().i32())});
    }
    void output(uint32_t element, uint32_t column, Value* value) {
        b.dxOp(DxOp::StoreOutput, value->type, {m.i32(element), m.i32(0), m.i8(column), value});
    }
    std::vector<std::byte> finish(std::string_view tag) {
        b.ret();
        std::vector<std::byte> bytes = buildContainer(m).bytes;
        baker::testing::keepContainer(bytes, tag);
        return bytes;
    }

    Module m;
    Builder b;
};

size_t partSize(std::span<const std::byte> container, uint32_t name) {
    const auto view = readContainer(container);
    const PartView* part = view ? view->find(name) : nullptr;
    return part ? part->bytes.size() : 0;
}

class GraphicsShaders : public ::testing::TestWithParam<uint8_t> {
  protected:
    ShaderModel model{6, GetParam()};
    std::string tag = "6_" + std::to_string(GetParam());
};

TEST_P(GraphicsShaders, Vertex) {
    GraphicsShader s(ShaderKind::Vertex, model);
    Module& m = s.m;
    m.inputs = {
        {.semantic = "LOC", .columns = 3, .startRow = 0, .usageMask = 7},
        {.semantic = "LOC", .semanticIndex = 1, .columns = 2, .startRow = 1, .usageMask = 3},
        {.semantic = "SV_VertexID",
         .kind = SemanticKind::VertexID,
         .component = ComponentType::U32,
         .columns = 1,
         .startRow = 2,
         .usageMask = 1}};
    m.outputs = {{.semantic = "SV_Position",
                  .kind = SemanticKind::Position,
                  .interpolation = Interpolation::LinearNoperspective,
                  .startRow = 0,
                  .usageMask = 15},
                 {.semantic = "LOC",
                  .interpolation = Interpolation::Linear,
                  .columns = 2,
                  .startRow = 1,
                  .usageMask = 3},
                 {.semantic = "LOC",
                  .semanticIndex = 1,
                  .component = ComponentType::U32,
                  .interpolation = Interpolation::Constant,
                  .columns = 1,
                  .startRow = 2,
                  .usageMask = 1}};
    const Type* f32 = m.types().f32();
    for (uint32_t c = 0; c < 3; ++c) s.output(0, c, s.input(0, c, f32));
    s.output(0, 3, m.f32(1));
    for (uint32_t c = 0; c < 2; ++c) s.output(1, c, s.b.fmul(s.input(1, c, f32), m.f32(2)));
    s.output(2, 0, s.input(2, 0, m.types().i32()));
    const auto container = s.finish(tag);
    // Three elements of 32 bytes behind a header of 8, then the names.
    EXPECT_GE(partSize(container, kInputSignaturePart), 8u + 3 * 32 + 4 + 12);
    EXPECT_GE(partSize(container, kOutputSignaturePart), 8u + 3 * 32 + 12 + 4);
}

TEST_P(GraphicsShaders, Pixel) {
    GraphicsShader s(ShaderKind::Pixel, model);
    Module& m = s.m;
    m.inputs = {{.semantic = "SV_Position",
                 .kind = SemanticKind::Position,
                 .interpolation = Interpolation::LinearNoperspective,
                 .startRow = 0,
                 .usageMask = 1},
                {.semantic = "LOC",
                 .interpolation = Interpolation::LinearCentroid,
                 .columns = 2,
                 .startRow = 1,
                 .usageMask = 3}};
    m.outputs = {
        {.semantic = "SV_Target", .kind = SemanticKind::Target, .startRow = 0, .usageMask = 15},
        {.semantic = "SV_Depth",
         .kind = SemanticKind::Depth,
         .columns = 1,
         .startRow = kNoRegister,
         .usageMask = 1}};
    const Type* f32 = m.types().f32();
    Value* slope = s.b.dxOp(DxOp::DerivFineX, f32, {s.input(1, 0, f32)});
    s.output(0, 0, s.input(0, 0, f32));
    s.output(0, 1, slope);
    s.output(0, 2, s.input(1, 1, f32));
    s.output(0, 3, m.f32(1));
    s.output(1, 0, m.f32(0.5f));
    s.b.dxOp(DxOp::Discard, nullptr, {s.b.compare(Predicate::FcmpOlt, slope, m.f32(0))});
    EXPECT_GT(partSize(s.finish(tag), kPipelineStatePart), 100u);
}

SignatureElement position(Interpolation interpolation = Interpolation::LinearNoperspective) {
    return {.semantic = "SV_Position",
            .kind = SemanticKind::Position,
            .interpolation = interpolation,
            .startRow = 0,
            .usageMask = 15};
}

TEST_P(GraphicsShaders, Geometry) {
    GraphicsShader s(ShaderKind::Geometry, model);
    Module& m = s.m;
    m.geometry = {.input = InputPrimitive::Triangle,
                  .maxVertexCount = 3,
                  .streamMask = 1,
                  .topology = PrimitiveTopology::TriangleStrip,
                  .instanceCount = 1};
    m.inputs = {position()};
    m.outputs = {position()};
    const Type* f32 = m.types().f32();
    for (uint32_t vertex = 0; vertex < 3; ++vertex) {
        for (uint32_t c = 0; c < 4; ++c)
            s.output(0, c,
                     s.b.dxOp(DxOp::LoadInput, f32, {m.i32(0), m.i32(0), m.i8(c), m.i32(vertex)}));
        s.b.dxOp(DxOp::EmitStream, nullptr, {m.i8(0)});
    }
    s.b.dxOp(DxOp::CutStream, nullptr, {m.i8(0)});
    s.finish(tag);
}

Signature triangleFactors() {
    return {{.semantic = "SV_TessFactor",
             .kind = SemanticKind::TessFactor,
             .rows = 3,
             .columns = 1,
             .startRow = 0,
             .startColumn = 3,
             .usageMask = 1},
            {.semantic = "SV_InsideTessFactor",
             .kind = SemanticKind::InsideTessFactor,
             .rows = 1,
             .columns = 1,
             .startRow = 3,
             .startColumn = 0,
             .usageMask = 1}};
}

TEST_P(GraphicsShaders, Hull) {
    GraphicsShader s(ShaderKind::Hull, model);
    Module& m = s.m;
    m.inputs = {position(Interpolation::Undefined)};
    m.outputs = {position(Interpolation::Undefined)};
    m.patchConstants = triangleFactors();
    const Type* f32 = m.types().f32();
    Value* point = s.b.dxOp(DxOp::OutputControlPointID, m.types().i32(), {});
    for (uint32_t c = 0; c < 4; ++c)
        s.output(0, c, s.b.dxOp(DxOp::LoadInput, f32, {m.i32(0), m.i32(0), m.i8(c), point}));
    s.b.ret();

    Function* patch = m.addFunction("patch", m.types().function(m.types().voidType(), {}));
    s.b.setBlock(m.addBlock(patch));
    const auto store = [&](uint32_t element, uint32_t row) {
        s.b.dxOp(DxOp::StorePatchConstant, f32, {m.i32(element), m.i32(row), m.i8(0), m.f32(4)});
    };
    for (uint32_t row = 0; row < 3; ++row) store(0, row);
    store(1, 0);
    m.tessellation = {.patchConstantFunction = patch,
                      .inputControlPoints = 3,
                      .outputControlPoints = 3,
                      .domain = TessellatorDomain::Tri,
                      .partitioning = TessellatorPartitioning::FractionalOdd,
                      .output = TessellatorOutput::TriangleCw};
    s.finish(tag);
}

TEST_P(GraphicsShaders, Domain) {
    GraphicsShader s(ShaderKind::Domain, model);
    Module& m = s.m;
    m.tessellation = {.inputControlPoints = 3, .domain = TessellatorDomain::Tri};
    m.inputs = {position(Interpolation::Undefined)};
    m.outputs = {position()};
    m.patchConstants = triangleFactors();
    for (SignatureElement& e : m.patchConstants) e.usageMask = 0;
    const Type* f32 = m.types().f32();
    Value* u = s.b.dxOp(DxOp::DomainLocation, f32, {m.i8(0)});
    for (uint32_t c = 0; c < 4; ++c) {
        Value* corner = s.b.dxOp(DxOp::LoadInput, f32, {m.i32(0), m.i32(0), m.i8(c), m.i32(1)});
        s.output(0, c, s.b.fmul(corner, u));
    }
    s.finish(tag);
}

INSTANTIATE_TEST_SUITE_P(Models, GraphicsShaders, ::testing::Values(0, 1, 5, 6, 7));

}  // namespace
}  // namespace baker::dxil
