#include "spirv_to_dxil/dxil/switch_ladder.hpp"

#include <gtest/gtest.h>

#include <array>

#include "spirv_to_dxil/dxil/builder.hpp"

namespace baker::dxil {
namespace {

TEST(SwitchLadder, ComparesOneCaseAfterTheOther) {
    Module m{ShaderKind::Compute, {6, 0}};
    Builder b{m};
    m.entry = m.addFunction("main", m.types().function(m.types().voidType(), {}));
    BasicBlock *entry = m.addBlock(m.entry), *one = m.addBlock(m.entry), *end = m.addBlock(m.entry);
    b.setBlock(entry);
    Value* x = b.dxOp(DxOp::ThreadId, m.types().i32(), {m.i32(0)});
    // Two cases lead to `one`, the default and a third to `end`.
    b.switch_(x, end, std::array<SwitchCase, 3>{{{1, one}, {2, end}, {3, one}}});
    b.setBlock(one);
    b.branch(end);
    b.setBlock(end);
    Phi* phi = b.phi(m.types().i32());
    b.addIncoming(phi, m.i32(7), entry);
    b.addIncoming(phi, x, one);
    Value* u = m.undef(m.types().i32());
    b.dxOp(DxOp::BufferStore, m.types().i32(),
           {m.undef(m.handleType()), m.i32(0), u, phi, u, u, u, m.i8(1)});
    b.ret();
    finalize(*m.entry);
    lowerSwitches(m, *m.entry);

    ASSERT_EQ(m.entry->blocks.size(), 5u);
    BasicBlock *second = m.entry->blocks[1], *third = m.entry->blocks[2];
    EXPECT_EQ(entry->terminator()->opcode, Opcode::CondBranch);
    EXPECT_EQ(entry->successors()[0], one);
    EXPECT_EQ(entry->successors()[1], second);
    EXPECT_EQ(second->successors()[0], end);
    EXPECT_EQ(second->successors()[1], third);
    EXPECT_EQ(third->successors()[0], one);
    EXPECT_EQ(third->successors()[1], end);
    EXPECT_EQ(one->predecessors.size(), 2u);
    EXPECT_EQ(end->predecessors.size(), 3u);
    ASSERT_EQ(phi->operands.size(), 3u);
    for (size_t i = 0; i < 3; ++i)
        EXPECT_EQ(phi->operand(i), phi->blocks[i] == one ? x : m.i32(7)) << i;
}

}  // namespace
}  // namespace baker::dxil
