#include "spirv_to_dxil/dxil/loop_phis.hpp"

#include <gtest/gtest.h>

#include "spirv_to_dxil/dxil/builder.hpp"

namespace baker::dxil {
namespace {

// entry -> header; header -> header or exit, where the phis of the header are stored.
class LoopPhisTest : public ::testing::Test {
  protected:
    LoopPhisTest() {
        m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
        entry = m.addBlock(m.entry);
        header = m.addBlock(m.entry);
        exit = m.addBlock(m.entry);
        b.setBlock(entry);
        condition = b.compare(Predicate::IcmpEq, unknown(), m.i32(7));
        b.branch(header);
        b.setBlock(header);
    }
    Value* unknown() { return b.dxOp(DxOp::ThreadId, m.types().i32(), {m.i32(0)}); }
    void use(Value* value) {
        Value* u = m.undef(m.types().i32());
        b.dxOp(DxOp::BufferStore, m.types().i32(),
               {m.undef(m.handleType()), m.i32(0), u, value, u, u, u, m.i8(1)});
    }
    void leave(std::initializer_list<Value*> used) {
        b.setBlock(exit);
        for (Value* value : used) use(value);
        b.ret();
        finalize(*m.entry);
        separateLoopPhis(m, *m.entry);
    }

    Module m{ShaderKind::Compute, {6, 0}};
    Builder b{m};
    BasicBlock *entry, *header, *exit;
    Value* condition;
};

TEST_F(LoopPhisTest, AConditionalBackEdgeGetsABlock) {
    Phi* phi = b.phi(m.types().i32());
    Value* next = b.add(phi, m.i32(1));
    b.addIncoming(phi, m.i32(0), entry);
    b.addIncoming(phi, next, header);
    b.condBranch(b.compare(Predicate::IcmpUlt, next, m.i32(9)), header, exit);
    leave({phi});
    ASSERT_EQ(m.entry->blocks.size(), 4u);
    BasicBlock* edge = phi->blocks[1];
    EXPECT_NE(edge, header);
    EXPECT_EQ(header->successors()[0], edge);
    EXPECT_EQ(edge->successors()[0], header);
    EXPECT_EQ(edge->first, edge->last);
    EXPECT_EQ(phi->operand(1), next);
    for (uint32_t i = 0; i < 4; ++i) EXPECT_EQ(m.entry->blocks[i]->id, i);
}

TEST_F(LoopPhisTest, PhisThatChangePlacesAreCopied) {
    Phi* first = b.phi(m.types().i32());
    Phi* second = b.phi(m.types().i32());
    BasicBlock* back = m.addBlock(m.entry);
    b.addIncoming(first, m.i32(1), entry);
    b.addIncoming(second, m.i32(2), entry);
    b.addIncoming(first, second, back);
    b.addIncoming(second, first, back);
    b.condBranch(condition, back, exit);
    b.setBlock(back);
    b.branch(header);
    leave({first, second});
    BasicBlock* edge = first->blocks[1];
    ASSERT_NE(edge, back);
    EXPECT_EQ(second->blocks[1], edge);
    // Phis are listed as they were placed, at the head: one of the two is read after it is written.
    Instruction* later = header->first == first ? second : first;
    Instruction* written = header->first;
    auto* copy = static_cast<Instruction*>(later->operand(1));
    EXPECT_EQ(copy->block, edge);
    EXPECT_EQ(copy->opcode, Opcode::Phi);
    EXPECT_EQ(copy->operand(0), written);
    EXPECT_EQ(static_cast<Instruction*>(written)->operand(1), later);
}

TEST_F(LoopPhisTest, WhatIsInOrderStays) {
    Phi* phi = b.phi(m.types().i32());
    BasicBlock* back = m.addBlock(m.entry);
    b.addIncoming(phi, m.i32(0), entry);
    b.condBranch(condition, back, exit);
    b.setBlock(back);
    Value* next = b.add(phi, m.i32(1));
    b.addIncoming(phi, next, back);
    b.branch(header);
    leave({phi});
    EXPECT_EQ(m.entry->blocks.size(), 4u);
    EXPECT_EQ(phi->blocks[1], back);
}

}  // namespace
}  // namespace baker::dxil
