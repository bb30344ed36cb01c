#include "spirv_to_dxil/spirv/control_flow_graph.hpp"

#include <gtest/gtest.h>

#include "spirv_to_dxil/testing/assemble.hpp"

namespace baker::spirv {
namespace {

using baker::testing::SpirvAssembler;
using spv::Op;

// A function whose block i has the label 10 + i; `branches[i]` are the blocks it goes to (none:
// return; two: by the condition 5).
class Blocks {
  public:
    explicit Blocks(const std::vector<std::vector<uint32_t>>& branches) {
        a_.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1});
        a_.op(Op::OpTypeBool, {4}).op(Op::OpConstantTrue, {4, 5}).op(Op::OpFunction, {1, 3, 0, 2});
        for (uint32_t i = 0; i < branches.size(); ++i) {
            a_.op(Op::OpLabel, {10 + i});
            const auto& to = branches[i];
            if (to.empty()) a_.op(Op::OpReturn);
            if (to.size() == 1) a_.op(Op::OpBranch, {10 + to[0]});
            if (to.size() == 2) a_.op(Op::OpBranchConditional, {5, 10 + to[0], 10 + to[1]});
        }
        a_.op(Op::OpFunctionEnd);
        parsed_.emplace(Module::parse(a_.words()));
        const auto& module = std::get<Module>(*parsed_);
        built_.emplace(ControlFlowGraph::build(module, module.functions()[0]));
    }
    const ControlFlowGraph* operator->() const { return &std::get<ControlFlowGraph>(*built_); }
    std::string error() const {
        const auto* e = std::get_if<TranslationError>(&*built_);
        return e ? e->message : "";
    }

  private:
    SpirvAssembler a_;
    std::optional<std::variant<Module, TranslationError>> parsed_;
    std::optional<std::variant<ControlFlowGraph, TranslationError>> built_;
};

using Order = std::vector<uint32_t>;

TEST(ControlFlowGraph, OrdersBlocksBehindTheirDominators) {
    const Blocks diamond({{2, 1}, {3}, {3}, {}});
    EXPECT_EQ(diamond->order(), (Order{0, 2, 1, 3}));
    EXPECT_TRUE(diamond->dominates(0, 3));
    EXPECT_FALSE(diamond->dominates(1, 3));
    EXPECT_TRUE(diamond->dominates(2, 2));
}

TEST(ControlFlowGraph, LeavesOutUnreachableBlocks) {
    const Blocks b({{2}, {2}, {}});
    EXPECT_EQ(b->order(), (Order{0, 2}));
    EXPECT_FALSE(b->isReachable(1));
}

TEST(ControlFlowGraph, FindsNestedLoops) {
    const Blocks b({{1}, {2, 5}, {3, 4}, {2}, {1}, {}});
    EXPECT_TRUE(b->isLoopHeader(1));
    EXPECT_TRUE(b->isLoopHeader(2));
    EXPECT_FALSE(b->isLoopHeader(3));
    EXPECT_TRUE(b->isBackEdge(3, 2));
    EXPECT_TRUE(b->isBackEdge(4, 1));
    EXPECT_FALSE(b->isBackEdge(2, 3));
    EXPECT_TRUE(b->dominates(1, 5));
}

TEST(ControlFlowGraph, RefusesIrreducibleControlFlow) {
    EXPECT_NE(Blocks({{1, 2}, {2}, {1, 3}, {}}).error(), "");
}

TEST(ControlFlowGraph, RefusesBranchesOutOfTheFunctionOrToItsFirstBlock) {
    EXPECT_NE(Blocks({{7}}).error(), "");
    EXPECT_NE(Blocks({{1}, {0}}).error(), "");
}

TEST(ControlFlowGraph, LongChainsCostNoStack) {
    std::vector<std::vector<uint32_t>> branches;
    for (uint32_t i = 0; i + 1 < 80; ++i) branches.push_back({i + 1});
    branches.push_back({});
    EXPECT_EQ(Blocks(branches)->order().size(), 80u);
}

}  // namespace
}  // namespace baker::spirv
