// What the host mends in vkd3d's SPIR-V.
#include <gtest/gtest.h>

#include <spirv/unified1/spirv.hpp11>

#include "vulkan/vkd3d_shaders.hpp"

namespace baker::host {
namespace {

using Words = std::vector<uint32_t>;

void add(Words& module, spv::Op op, const Words& operands) {
    module.push_back(uint32_t(op) | uint32_t(operands.size() + 1) << spv::WordCountShift);
    module.insert(module.end(), operands.begin(), operands.end());
}

// Two functions; the value 10 of the first is used in the second, whose first instruction is a
// variable.
Words moduleOf(spv::ExecutionModel model, const Words& secondBody) {
    Words module{spv::MagicNumber, 0x10000, 0, 30, 0};
    add(module, spv::Op::OpEntryPoint, {uint32_t(model), 4, 0});
    add(module, spv::Op::OpFunction, {1, 4, 0, 2});
    add(module, spv::Op::OpLabel, {5});
    add(module, spv::Op::OpInBoundsAccessChain, {6, 9, 7, 8});
    add(module, spv::Op::OpLoad, {3, 10, 9});
    add(module, spv::Op::OpIAdd, {3, 11, 8, 10});
    add(module, spv::Op::OpFunctionEnd, {});
    add(module, spv::Op::OpFunction, {1, 12, 0, 2});
    add(module, spv::Op::OpLabel, {13});
    add(module, spv::Op::OpVariable, {6, 14, 7});
    module.insert(module.end(), secondBody.begin(), secondBody.end());
    add(module, spv::Op::OpFunctionEnd, {});
    return module;
}

TEST(Spirv, AHullShaderLoadsAnOffsetInEachFunction) {
    Words use, mended;
    add(use, spv::Op::OpIAdd, {3, 15, 8, 10});
    add(use, spv::Op::OpIAdd, {3, 16, 15, 10});
    add(mended, spv::Op::OpInBoundsAccessChain, {6, 30, 7, 8});
    add(mended, spv::Op::OpLoad, {3, 31, 30});
    add(mended, spv::Op::OpIAdd, {3, 15, 8, 31});
    add(mended, spv::Op::OpIAdd, {3, 16, 15, 31});
    Words expected = moduleOf(spv::ExecutionModel::TessellationControl, mended);
    expected[3] = 32;
    EXPECT_EQ(mendModule(moduleOf(spv::ExecutionModel::TessellationControl, use)), expected);
}

TEST(Spirv, OthersAreTakenAsTheyAre) {
    Words use;
    add(use, spv::Op::OpIAdd, {3, 15, 8, 10});
    const Words vertex = moduleOf(spv::ExecutionModel::Vertex, use);
    EXPECT_EQ(mendModule(vertex), vertex);
    Words cut = moduleOf(spv::ExecutionModel::TessellationControl, use);
    cut.pop_back();
    cut.back() = 7 << spv::WordCountShift;  // reaches beyond the end
    EXPECT_EQ(mendModule(cut), cut);
    EXPECT_EQ(mendModule({}), Words());
}

}  // namespace
}  // namespace baker::host
