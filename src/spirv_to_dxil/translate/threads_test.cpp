// Translation keeps no global state: many threads at once, each with a module of its own options,
// get what one thread alone gets. ThreadSanitizer runs this in the suite.
#include <gtest/gtest.h>

#include <thread>

#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/testing/assemble.hpp"

namespace baker {
namespace {

using baker::testing::SpirvAssembler;
using spv::Op;

// A loop that sums to a specialisation constant, in shared memory.
std::vector<uint32_t> loopShader() {
    SpirvAssembler a;
    a.computeEntry(10).op(Op::OpDecorate, {5, 1, 7});
    a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1}).op(Op::OpTypeInt, {3, 32, 0});
    a.op(Op::OpConstant, {3, 4, 1}).op(Op::OpSpecConstant, {3, 5, 9}).op(Op::OpTypeBool, {6});
    a.op(Op::OpTypePointer, {7, 4, 3}).op(Op::OpVariable, {7, 8, 4});
    a.op(Op::OpFunction, {1, 10, 0, 2}).op(Op::OpLabel, {11}).op(Op::OpBranch, {12});
    a.op(Op::OpLabel, {12}).op(Op::OpPhi, {3, 20, 4, 11, 21, 13});
    a.op(Op::OpULessThan, {6, 22, 20, 5}).op(Op::OpLoopMerge, {14, 13, 0});
    a.op(Op::OpBranchConditional, {22, 13, 14});
    a.op(Op::OpLabel, {13}).op(Op::OpIAdd, {3, 21, 20, 4}).op(Op::OpStore, {8, 21});
    a.op(Op::OpBranch, {12}).op(Op::OpLabel, {14}).op(Op::OpReturn).op(Op::OpFunctionEnd);
    return a.words();
}

std::vector<std::byte> translate(const std::vector<uint32_t>& words, uint32_t variation) {
    const SpecializationConstant constant{7, variation};
    Options options;
    options.shaderModel = {6, static_cast<uint8_t>(variation % 8)};
    options.specialization = {&constant, 1};
    const auto result = translateSpirv(words, options);
    if (const auto* shader = std::get_if<Shader>(&result)) return shader->container;
    ADD_FAILURE() << std::get<TranslationError>(result).message;
    return {};
}

TEST(Threads, TranslateAtOnce) {
    constexpr uint32_t kThreads = 8, kRounds = 25;
    const auto words = loopShader();
    std::vector<std::vector<std::byte>> expected, found(kThreads * kRounds);
    for (uint32_t i = 0; i < kThreads * kRounds; ++i) expected.push_back(translate(words, i));
    std::vector<std::jthread> threads;
    for (uint32_t t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (uint32_t i = t; i < found.size(); i += kThreads) found[i] = translate(words, i);
        });
    threads.clear();
    EXPECT_EQ(found, expected);
    EXPECT_NE(found[0], found[1]);
}

}  // namespace
}  // namespace baker
