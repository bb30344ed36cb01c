#include "spirv_to_dxil/dxil/builder.hpp"

#include <gtest/gtest.h>

#include <array>

#include "spirv_to_dxil/dxil/shader_flags.hpp"

namespace baker::dxil {
namespace {

class BuilderTest : public ::testing::Test {
  protected:
    BuilderTest() {
        m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
        b.setBlock(m.addBlock(m.entry));
    }
    Value* unknown() { return b.dxOp(DxOp::ThreadId, m.types().i32(), {m.i32(0)}); }
    static size_t count(const BasicBlock* block) {
        size_t n = 0;
        for (Instruction* i = block->first; i; i = i->next) ++n;
        return n;
    }
    // Something that keeps `value` alive.
    void use(Value* value) {
        Value* u = m.undef(m.types().i32());
        b.dxOp(DxOp::BufferStore, m.types().i32(),
               {m.undef(m.handleType()), m.i32(0), u, value, u, u, u, m.i8(1)});
    }

    Module m{ShaderKind::Compute, {6, 0}};
    Builder b{m};
};

TEST_F(BuilderTest, ConstantsAndTypesAreInterned) {
    EXPECT_EQ(m.i32(5), m.constantInt(m.types().i32(), 5));
    EXPECT_EQ(m.i8(0x105), m.i8(5));
    EXPECT_NE(m.i32(0), static_cast<Value*>(m.f32(0)));
    EXPECT_NE(m.f32(0), m.f32(-0.0f));
    EXPECT_NE(static_cast<Value*>(m.undef(m.types().i32())), m.i32(0));
    for (uint64_t i = 0; i < 1000; ++i) m.i64(i);  // past a growth of the table
    EXPECT_EQ(m.i64(7), m.i64(7));
    const Type* array = m.types().array(m.types().f32(), 3);
    for (uint32_t i = 4; i < 300; ++i) m.types().array(m.types().f32(), i);
    EXPECT_EQ(array, m.types().array(m.types().f32(), 3));
    EXPECT_NE(m.types().pointer(array), m.types().pointer(array, AddressSpace::GroupShared));
}

TEST_F(BuilderTest, FoldsConstants) {
    EXPECT_EQ(b.add(m.i32(2), m.i32(3)), m.i32(5));
    EXPECT_EQ(b.fmul(m.f32(1.5f), m.f32(2)), m.f32(3));
    EXPECT_EQ(b.fneg(m.f32(0)), m.f32(-0.0f));
    EXPECT_EQ(b.compare(Predicate::IcmpSlt, m.i32(~0u), m.i32(0)), m.i1(true));
    EXPECT_EQ(b.cast(CastOp::SIToFP, m.i32(~0u), m.types().f32()), m.f32(-1));
    EXPECT_EQ(b.bitNot(m.i1(false)), m.i1(true));
    EXPECT_EQ(count(b.block()), 0u);
}

TEST_F(BuilderTest, FoldsIdentities) {
    Value* x = unknown();
    EXPECT_EQ(b.add(x, m.i32(0)), x);
    EXPECT_EQ(b.add(m.i32(0), x), x);
    EXPECT_EQ(b.mul(m.i32(1), x), x);
    EXPECT_EQ(b.bitAnd(x, m.i32(0)), m.i32(0));
    EXPECT_EQ(b.bitAnd(x, m.i32(~0u)), x);
    EXPECT_EQ(b.bitOr(x, m.i32(~0u)), m.i32(~0u));
    EXPECT_EQ(b.shl(x, m.i32(0)), x);
    EXPECT_NE(b.shl(m.i32(0), x), x);
    EXPECT_NE(b.sub(m.i32(0), x), x);
    EXPECT_EQ(b.select(m.i1(true), x, m.i32(3)), x);
    EXPECT_EQ(b.bitcast(x, x->type), x);
}

TEST_F(BuilderTest, FloatIdentitiesDoNotHold) {
    Value* x = b.bitcast(unknown(), m.types().f32());
    EXPECT_NE(b.fadd(x, m.f32(0)), x);  // -0 + 0 is 0
    EXPECT_NE(b.fmul(x, m.f32(0)), static_cast<Value*>(m.f32(0)));
}

TEST_F(BuilderTest, ReplacedValuesForwardTheirUses) {
    Phi* phi = b.phi(m.types().i32());
    Value* sum = b.add(phi, unknown());
    Value* x = unknown();
    b.replace(phi, x);
    EXPECT_EQ(static_cast<Instruction*>(sum)->operand(0), x);
    EXPECT_NE(b.block()->first, phi);
    b.replace(x, m.i32(9));
    EXPECT_EQ(resolve(phi), m.i32(9));
}

TEST_F(BuilderTest, PredecessorsAreDistinct) {
    BasicBlock *entry = b.block(), *target = m.addBlock(m.entry);
    const std::array cases{SwitchCase{1, target}, SwitchCase{2, target}};
    b.switch_(unknown(), target, cases);
    ASSERT_EQ(target->predecessors.size(), 1u);
    EXPECT_EQ(target->predecessors[0], entry);
}

TEST_F(BuilderTest, FinalizeDropsDeadCode) {
    Value* used = b.add(unknown(), m.i32(1));
    b.mul(used, used);
    b.dxOp(DxOp::WaveActiveOp, m.types().i32(), {used, m.i8(0), m.i8(0)});
    use(used);
    b.ret();
    finalize(*m.entry);
    EXPECT_EQ(count(m.entry->blocks[0]), 4u);  // threadId, add, store, ret
    EXPECT_EQ(shaderFlags(m) & kWaveOps, 0u);
}

TEST_F(BuilderTest, FinalizeKeepsSideEffects) {
    GlobalVariable* shared = m.addGroupShared("s", m.types().i32(), 4);
    b.atomicRmw(AtomicRmwOp::Add, shared, m.i32(1));
    b.cmpXchg(shared, m.i32(1), m.i32(2));
    b.store(shared, m.i32(1), 4);
    b.load(shared, 4);  // goes
    b.dxOp(DxOp::Barrier, nullptr, {m.i32(9)});
    b.ret();
    finalize(*m.entry);
    EXPECT_EQ(count(m.entry->blocks[0]), 5u);
}

// Phis that refer to each other around a loop, and to one value besides.
TEST_F(BuilderTest, FinalizeReplacesChainsOfTrivialPhis) {
    BasicBlock *entry = b.block(), *head = m.addBlock(m.entry), *exit = m.addBlock(m.entry);
    Value* x = unknown();
    b.branch(head);
    b.setBlock(head);
    Phi* outer = b.phi(m.types().i32());
    b.addIncoming(outer, x, entry);
    b.addIncoming(outer, outer, head);
    b.condBranch(b.compare(Predicate::IcmpEq, outer, m.i32(3)), head, exit);
    b.setBlock(exit);
    Phi* last = b.phi(m.types().i32());
    b.addIncoming(last, outer, head);
    use(last);
    b.ret();
    finalize(*m.entry);
    EXPECT_EQ(resolve(last), x);
}

TEST_F(BuilderTest, FinalizeOrdersBlocksFromTheEntry) {
    BasicBlock *late = m.addBlock(m.entry), *dead = m.addBlock(m.entry),
               *early = m.addBlock(m.entry);
    b.condBranch(b.compare(Predicate::IcmpEq, unknown(), m.i32(0)), early, late);
    b.setBlock(early);
    use(m.i32(1));
    b.branch(late);
    b.setBlock(dead);
    b.branch(late);
    b.setBlock(late);
    b.ret();
    finalize(*m.entry);
    ASSERT_EQ(m.entry->blocks.size(), 3u);
    EXPECT_EQ(m.entry->blocks[1], early);
    EXPECT_EQ(m.entry->blocks[2], late);
    EXPECT_EQ(late->id, 2u);
    EXPECT_EQ(late->predecessors.size(), 2u);
}

TEST_F(BuilderTest, FinalizeDecidesBranchesOnConstants) {
    BasicBlock *entry = b.block(), *then = m.addBlock(m.entry), *end = m.addBlock(m.entry);
    b.condBranch(m.i1(false), then, end);
    b.setBlock(then);
    b.branch(end);
    b.setBlock(end);
    Phi* phi = b.phi(m.types().i32());
    b.addIncoming(phi, m.i32(1), entry);
    b.addIncoming(phi, m.i32(2), then);
    use(phi);
    b.ret();
    finalize(*m.entry);
    EXPECT_EQ(m.entry->blocks.size(), 2u);
    EXPECT_EQ(entry->terminator()->opcode, Opcode::Branch);
    EXPECT_EQ(resolve(phi), m.i32(1));
}

TEST_F(BuilderTest, FinalizeDropsConditionsThatMakeNoDifference) {
    BasicBlock *then = m.addBlock(m.entry), *otherwise = m.addBlock(m.entry),
               *end = m.addBlock(m.entry);
    b.condBranch(b.compare(Predicate::IcmpEq, unknown(), m.i32(3)), then, otherwise);
    b.setBlock(then);
    b.add(unknown(), m.i32(1));  // dead
    b.branch(end);
    b.setBlock(otherwise);
    b.branch(end);
    b.setBlock(end);
    b.ret();
    finalize(*m.entry);
    ASSERT_EQ(m.entry->blocks.size(), 3u);
    EXPECT_EQ(count(m.entry->blocks[0]), 1u);
    EXPECT_EQ(end->predecessors.size(), 1u);
}

TEST_F(BuilderTest, FinalizeLeavesTheOnlyBreakOfALoop) {
    BasicBlock *entry = b.block(), *loop = m.addBlock(m.entry), *end = m.addBlock(m.entry);
    b.branch(loop);
    b.setBlock(loop);
    b.condBranch(m.i1(true), loop, end);
    b.setBlock(end);
    b.ret();
    finalize(*m.entry);
    EXPECT_EQ(m.entry->blocks.size(), 3u);
    EXPECT_EQ(entry->successors()[0]->terminator()->opcode, Opcode::CondBranch);
}

TEST(DxOpTable, RowsAreConsistent) {
    constexpr std::string_view kShapes = "v18wilhfdorRCDSctsquBP", kOverloads = "18wilhfdS";
    uint32_t rows = 0;
    for (uint32_t number = 0; number < 400; ++number) {
        const DxOpInfo* info = findDxOp(number);
        if (!info) continue;
        ++rows;
        EXPECT_EQ(uint32_t(info->op), number);
        EXPECT_EQ(info->shape.find_first_not_of(kShapes), std::string_view::npos) << info->name;
        EXPECT_EQ(info->overloads.find_first_not_of(kOverloads), std::string_view::npos);
        const bool uses = info->shape.find_first_of("oRCu") != std::string_view::npos;
        EXPECT_TRUE(!uses || !info->overloads.empty()) << info->name;
        EXPECT_LE(info->shaderModelMinor, 7);
    }
    EXPECT_GT(rows, 150u);
}

}  // namespace
}  // namespace baker::dxil
