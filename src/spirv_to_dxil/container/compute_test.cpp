// Whole compute shaders, built by hand.
#include <gtest/gtest.h>

#include <array>

#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/container/format.hpp"
#include "spirv_to_dxil/container/reader.hpp"
#include "spirv_to_dxil/dxil/builder.hpp"
#include "spirv_to_dxil/testing/containers.hpp"

namespace baker::dxil {
namespace {

class ComputeShader : public ::testing::Test {
  protected:
    explicit ComputeShader(ShaderModel model = {6, 0}) : m(ShaderKind::Compute, model), b(m) {
        m.compute.numThreads[0] = 64;
        m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
        b.setBlock(m.addBlock(m.entry));
    }

    // Finishes the shader and checks what can be checked without a validator.
    ContainerResult finish(std::string_view tag = {}) {
        if (!b.terminated()) b.ret();
        ContainerResult result = buildContainer(m);
        const auto view = readContainer(result.bytes);
        EXPECT_TRUE(view && view->isSigned);
        baker::testing::keepContainer(result.bytes, tag);
        return result;
    }

    Resource& rawBuffer(uint32_t reg) {
        return m.addResource({.range = {.base = reg}, .name = "buffer"});
    }
    Value* threadId() { return b.dxOp(DxOp::ThreadId, m.types().i32(), {m.i32(0)}); }
    Value* load(Value* handle, Value* offset) {
        const Type* i32 = m.types().i32();
        return b.extractValue(b.dxOp(DxOp::BufferLoad, i32, {handle, offset, m.undef(i32)}), 0);
    }
    void store(Value* handle, Value* offset, Value* value) {
        Value* undef = m.undef(m.types().i32());
        b.dxOp(DxOp::BufferStore, m.types().i32(),
               {handle, offset, undef, value, undef, undef, undef, m.i8(1)});
    }

    Module m;
    Builder b;
};

TEST_F(ComputeShader, Empty) {
    const ContainerResult result = finish();
    EXPECT_EQ(result.featureInfo, 0u);
    const auto view = readContainer(result.bytes);
    for (uint32_t part : {kDxilPart, kFeatureInfoPart, kInputSignaturePart, kOutputSignaturePart,
                          kPipelineStatePart})
        EXPECT_TRUE(view->find(part));
}

TEST_F(ComputeShader, StoresToRawBuffer) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    Value* offset = b.shl(threadId(), m.i32(2));
    store(handle, offset, b.add(load(handle, offset), m.i32(1)));
    finish();
}

TEST_F(ComputeShader, LoopWithPhi) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    BasicBlock *entry = b.block(), *head = m.addBlock(m.entry), *exit = m.addBlock(m.entry);
    b.branch(head);
    b.setBlock(head);
    Phi* i = b.phi(m.types().i32());
    Value* next = b.add(i, m.i32(1));
    b.addIncoming(i, m.i32(0), entry);
    b.addIncoming(i, next, head);
    b.condBranch(b.compare(Predicate::IcmpUlt, next, m.i32(10)), head, exit);
    b.setBlock(exit);
    store(handle, m.i32(0), i);
    finish();
}

TEST_F(ComputeShader, SwitchWithSharedTarget) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    BasicBlock *entry = b.block(), *one = m.addBlock(m.entry), *merge = m.addBlock(m.entry);
    const std::array cases{SwitchCase{1, one}, SwitchCase{2, one}, SwitchCase{3, merge}};
    b.switch_(threadId(), merge, cases);
    b.setBlock(one);
    b.branch(merge);
    b.setBlock(merge);
    Phi* phi = b.phi(m.types().i32());
    b.addIncoming(phi, m.i32(7), entry);
    b.addIncoming(phi, m.i32(8), one);
    store(handle, m.i32(0), phi);
    finish();
}

TEST_F(ComputeShader, GroupSharedAtomicsAndBarrier) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    const Type* i32 = m.types().i32();
    GlobalVariable* shared = m.addGroupShared("shared", m.types().array(i32, 64), 4);
    Value* p = b.gep(shared, {m.i32(0), threadId()});
    b.store(p, m.i32(3), 4);
    b.dxOp(DxOp::Barrier, nullptr, {m.i32(9)});
    Value* old = b.atomicRmw(AtomicRmwOp::Add, p, m.i32(1));
    Value* exchanged = b.extractValue(b.cmpXchg(p, old, m.i32(5)), 0);
    store(handle, m.i32(0), b.add(exchanged, b.load(p, 4)));
    finish();
}

TEST_F(ComputeShader, ConstantTableAndAlloca) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    const Type* array = m.types().array(m.types().f32(), 3);
    const std::array<uint64_t, 3> data{0x3f800000, 0x40000000, 0};
    GlobalVariable* table = m.addConstantTable("table", m.constantData(array, data));
    Value* x = b.load(b.gep(table, {m.i32(0), threadId()}), 4);
    Value* local = b.alloca_(array, 4);
    b.store(b.gep(local, {m.i32(0), threadId()}), x, 4);
    Value* y = b.load(b.gep(local, {m.i32(0), m.i32(1)}), 4);
    store(handle, m.i32(0), b.bitcast(b.fadd(x, y), m.types().i32()));
    finish();
}

TEST_F(ComputeShader, EveryClassOfResource) {
    using enum ResourceClass;
    Resource& texture = m.addResource({.resourceClass = ShaderResource,
                                       .kind = ResourceKind::Texture2D,
                                       .component = ComponentType::F32,
                                       .range = {.base = 2, .count = 4},
                                       .name = "texture"});
    Resource& sampler = m.addResource({.resourceClass = Sampler,
                                       .kind = ResourceKind::Sampler,
                                       .range = {.space = 1, .count = kUnboundedCount},
                                       .name = "sampler"});
    Resource& constants = m.addResource({.resourceClass = ConstantBuffer,
                                         .kind = ResourceKind::CBuffer,
                                         .range = {},
                                         .name = "constants",
                                         .size = 64});
    Resource& image = m.addResource({.kind = ResourceKind::Texture2D,
                                     .component = ComponentType::F32,
                                     .range = {},
                                     .name = "image"});
    const Type* f32 = m.types().f32();
    Value* zero = m.f32(0);
    Value *uf = m.undef(f32), *ui = m.undef(m.types().i32());
    Value* texel =
        b.dxOp(DxOp::SampleLevel, f32,
               {b.createHandle(texture, threadId(), true), b.createHandle(sampler, m.i32(3), false),
                zero, zero, uf, uf, m.i32(0), m.i32(0), ui, zero});
    Value* row = b.dxOp(DxOp::CBufferLoadLegacy, f32,
                        {b.createHandle(constants, m.i32(0), false), m.i32(1)});
    Value* imageHandle = b.createHandle(image, m.i32(0), false);
    Value* old = b.extractValue(
        b.dxOp(DxOp::TextureLoad, f32, {imageHandle, ui, m.i32(0), m.i32(0), ui, ui, ui, ui}), 0);
    Value* x = b.fadd(b.fadd(b.extractValue(texel, 0), b.extractValue(row, 2)), old);
    b.dxOp(DxOp::TextureStore, f32, {imageHandle, m.i32(0), m.i32(0), ui, x, x, x, x, m.i8(15)});
    EXPECT_EQ(finish().featureInfo, 0x800u);  // typed UAV load
}

TEST_F(ComputeShader, WideTypesAndWaveOps) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    const TypeTable& t = m.types();
    Value* wide = b.cast(CastOp::ZExt, threadId(), t.i64());
    wide = b.dxOp(DxOp::WaveActiveOp, t.i64(), {b.mul(wide, wide), m.i8(0), m.i8(1)});
    Value* number = b.fdiv(b.cast(CastOp::UIToFP, threadId(), t.f64()), m.f64(3));
    Value* halves = b.dxOp(DxOp::SplitDouble, t.f64(), {number});
    Value* sum = b.add(b.cast(CastOp::Trunc, wide, t.i32()), b.extractValue(halves, 1));
    store(handle, m.i32(0), sum);
    EXPECT_EQ(finish().featureInfo, 0x1u | 0x20u | 0x4000u | 0x8000u);
}

TEST_F(ComputeShader, DropsWhatIsNotReached) {
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    BasicBlock *entry = b.block(), *dead = m.addBlock(m.entry), *merge = m.addBlock(m.entry);
    b.cast(CastOp::ZExt, threadId(), m.types().i64());  // unused: no Int64 in the features
    b.branch(merge);
    b.setBlock(dead);
    Value* other = threadId();
    b.branch(merge);
    b.setBlock(merge);
    Phi* phi = b.phi(m.types().i32());
    b.addIncoming(phi, m.i32(1), entry);
    b.addIncoming(phi, other, dead);
    store(handle, m.i32(0), phi);
    EXPECT_EQ(finish().featureInfo, 0u);
    EXPECT_EQ(m.entry->blocks.size(), 2u);
    EXPECT_EQ(resolve(phi), m.i32(1));
}

class ComputeShader66 : public ComputeShader {
  protected:
    ComputeShader66() : ComputeShader({6, 6}) {}
};

TEST_F(ComputeShader66, HandlesFromBindings) {
    m.compute.waveSize = 32;
    const Type* i32 = m.types().i32();
    Value* handle = b.createHandle(rawBuffer(5), m.i32(0), false);
    Value* value =
        b.dxOp(DxOp::RawBufferLoad, i32, {handle, m.i32(0), m.undef(i32), m.i8(1), m.i32(4)});
    Value* u = m.undef(i32);
    b.dxOp(DxOp::RawBufferStore, i32,
           {handle, m.i32(4), u, b.extractValue(value, 0), u, u, u, m.i8(1), m.i32(4)});
    finish();
}

TEST_F(ComputeShader66, Native16Bit) {
    m.native16Bit = true;
    const Type *half = m.types().half(), *i32 = m.types().i32();
    Value* handle = b.createHandle(rawBuffer(0), m.i32(0), false);
    Value* value =
        b.dxOp(DxOp::RawBufferLoad, half, {handle, m.i32(0), m.undef(i32), m.i8(1), m.i32(2)});
    Value* x = b.fmul(b.extractValue(value, 0), m.constantFloat(half, 1.5));
    Value* u = m.undef(half);
    b.dxOp(DxOp::RawBufferStore, half,
           {handle, m.i32(4), m.undef(i32), x, u, u, u, m.i8(1), m.i32(2)});
    EXPECT_EQ(finish().featureInfo, 0x40000u);
}

class ComputeShaderModels : public ::testing::TestWithParam<uint8_t> {};

TEST_P(ComputeShaderModels, Empty) {
    Module m(ShaderKind::Compute, {6, GetParam()});
    Builder b(m);
    m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
    b.setBlock(m.addBlock(m.entry));
    b.ret();
    const ContainerResult result = buildContainer(m);
    EXPECT_TRUE(readContainer(result.bytes));
    baker::testing::keepContainer(result.bytes);
}
INSTANTIATE_TEST_SUITE_P(All, ComputeShaderModels, ::testing::Values(0, 1, 2, 3, 4, 5, 6, 7));

}  // namespace
}  // namespace baker::dxil
