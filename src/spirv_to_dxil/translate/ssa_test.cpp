#include "spirv_to_dxil/translate/ssa.hpp"

#include <gtest/gtest.h>

namespace baker::translate {
namespace {

using dxil::BasicBlock;
using dxil::Value;

class SsaTest : public ::testing::Test {
  protected:
    SsaTest() {
        function_ =
            module_.addFunction("main", module_.types().function(module_.types().voidType(), {}));
        entry_ = block();
        ssa_.setRoot(entry_);
        leaf_ = ssa_.addLeaf(module_.types().i32());
    }
    BasicBlock* block() { return module_.addBlock(function_); }
    Value* number(uint32_t n) { return module_.i32(n); }
    void branch(BasicBlock* from, BasicBlock* to) {
        build_.setBlock(from);
        build_.branch(to);
    }
    // A condition that does not fold.
    void branch(BasicBlock* from, BasicBlock* ifTrue, BasicBlock* ifFalse) {
        build_.setBlock(from);
        Value* lane = build_.dxOp(dxil::DxOp::WaveIsFirstLane, nullptr, {});
        build_.condBranch(lane, ifTrue, ifFalse);
    }
    static const dxil::Instruction* asPhi(Value* value) {
        const auto* inst = static_cast<const dxil::Instruction*>(value);
        return value->kind == dxil::ValueKind::Instruction && inst->opcode == dxil::Opcode::Phi
                   ? inst
                   : nullptr;
    }

    dxil::Module module_{dxil::ShaderKind::Compute, ShaderModel{6, 0}};
    dxil::Builder build_{module_};
    Ssa ssa_{build_};
    dxil::Function* function_ = nullptr;
    BasicBlock* entry_ = nullptr;
    Leaf leaf_ = 0;
};

TEST_F(SsaTest, ReadsTheLastWriteThroughAChainOfBlocks) {
    ssa_.write(entry_, leaf_, number(1));
    ssa_.write(entry_, leaf_, number(2));
    BasicBlock* last = entry_;
    for (int i = 0; i < 100000; ++i) {
        BasicBlock* next = block();
        branch(last, next);
        last = next;
    }
    EXPECT_EQ(ssa_.read(last, leaf_), number(2));
}

TEST_F(SsaTest, AValueNeverWrittenIsZero) {
    EXPECT_EQ(ssa_.read(entry_, leaf_), number(0));
}

TEST_F(SsaTest, MergesDifferentValuesInAPhi) {
    BasicBlock *left = block(), *right = block(), *merge = block();
    branch(entry_, left, right);
    branch(left, merge);
    branch(right, merge);
    ssa_.write(left, leaf_, number(1));
    ssa_.write(right, leaf_, number(2));
    const dxil::Instruction* phi = asPhi(ssa_.read(merge, leaf_));
    ASSERT_TRUE(phi);
    EXPECT_EQ(phi->block, merge);
    ASSERT_EQ(phi->operands.size(), 2u);
    EXPECT_EQ(phi->operand(0), number(1));
    EXPECT_EQ(phi->operand(1), number(2));
}

TEST_F(SsaTest, MakesNoPhiForOneValue) {
    BasicBlock *left = block(), *right = block(), *merge = block();
    ssa_.write(entry_, leaf_, number(7));
    branch(entry_, left, right);
    branch(left, merge);
    branch(right, merge);
    EXPECT_EQ(ssa_.read(merge, leaf_), number(7));
}

TEST_F(SsaTest, ALoopThatWritesNothingNeedsNoPhi) {
    BasicBlock *header = block(), *body = block(), *after = block();
    ssa_.write(entry_, leaf_, number(7));
    branch(entry_, header);
    ssa_.open(header);
    Value* inside = ssa_.read(header, leaf_);
    EXPECT_TRUE(asPhi(inside));  // not yet known
    branch(header, body, after);
    branch(body, header);
    ssa_.seal(header);
    EXPECT_EQ(dxil::resolve(inside), number(7));
    EXPECT_EQ(ssa_.read(after, leaf_), number(7));
}

TEST_F(SsaTest, ALoopThatWritesMergesBothWays) {
    BasicBlock *header = block(), *body = block(), *after = block();
    ssa_.write(entry_, leaf_, number(0));
    branch(entry_, header);
    ssa_.open(header);
    branch(header, body, after);
    build_.setBlock(body);
    Value* next = build_.add(ssa_.read(body, leaf_), number(1));
    ssa_.write(body, leaf_, next);
    build_.branch(header);
    ssa_.seal(header);
    const dxil::Instruction* phi = asPhi(ssa_.read(after, leaf_));
    ASSERT_TRUE(phi);
    EXPECT_EQ(phi->block, header);
    EXPECT_EQ(phi->operand(0), number(0));
    EXPECT_EQ(phi->operand(1), next);
}

}  // namespace
}  // namespace baker::translate
