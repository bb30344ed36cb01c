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

INSTANTIATE_TEST_SUITE_P(Models, GraphicsShaders, ::testing::Values(0, 1, 5, 6, 7));

}  // namespace
}  // namespace baker::dxil
