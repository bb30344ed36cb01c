// The same shader on Baker and on the Vulkan driver underneath it, over every pair of edge values:
// the buffers are the same, bit by bit, but for which NaN a NaN is.
#include <gtest/gtest.h>

#include <algorithm>

#include "compute_runner.hpp"
#include "edge_values.hpp"
#include "families.hpp"

namespace baker::test {
namespace {

class Families : public testing::TestWithParam<Family> {
  protected:
    // Made once: two devices at a time.
    static void SetUpTestSuite() {
        baker_ = new ComputeRunner("Baker");
        native_ = new ComputeRunner("llvmpipe");
    }
    static void TearDownTestSuite() {
        delete native_;
        delete baker_;
        baker_ = native_ = nullptr;
    }

    static bool supports(const ComputeRunner& runner, const std::string& name) {
        const VkPhysicalDeviceFeatures& features = runner.features();
        if (name == "integer64") return features.shaderInt64;
        if (name == "float_conversion64") return features.shaderInt64 && features.shaderFloat64;
        if (name == "float64") return features.shaderFloat64;
        if (name == "integer16") return features.shaderInt16;
        if (name.starts_with("float16")) return runner.hasFloat16();
        if (name == "integer8") return runner.hasInt8();
        return true;
    }

    static ComputeRunner* baker_;
    static ComputeRunner* native_;
};

ComputeRunner* Families::baker_ = nullptr;
ComputeRunner* Families::native_ = nullptr;

TEST_P(Families, AreTheSameNatively) {
    ASSERT_TRUE(baker_->valid()) << "Baker has no device";
    if (!native_->valid()) GTEST_SKIP() << "there is no llvmpipe to compare with";
    const Family& family = GetParam();
    const std::string name = family.name;
    if (!supports(*baker_, name) || !supports(*native_, name))
        GTEST_SKIP() << "a device lacks the type";
    const std::span<const uint32_t> values = edgeValues(name);
    const auto count = static_cast<uint32_t>(values.size());
    const uint32_t workgroups = (count * count + 63) / 64;
    const std::vector<uint32_t> input = familyInput(values);
    const uint32_t words = workgroups * 64 * kResults;
    const auto ours = baker_->run(family.words, input, words, workgroups);
    const auto theirs = native_->run(family.words, input, words, workgroups);
    ASSERT_EQ(ours.size(), words);
    ASSERT_EQ(theirs.size(), words);
    EXPECT_GT(std::ranges::count_if(ours, [](uint32_t word) { return word != 0; }), count);
    int shown = 0;
    for (uint32_t i = 0; i < words && shown < 8; ++i) {
        if (ours[i] == theirs[i]) continue;
        if (name.starts_with("float") && isNan(ours[i]) && isNan(theirs[i])) continue;
        const uint32_t pair = i / kResults;
        ADD_FAILURE() << name << ": result " << i % kResults << std::hex << " of 0x"
                      << values[pair % count] << " and 0x"
                      << values[std::min(pair / count, count - 1)] << " is 0x" << ours[i]
                      << ", natively 0x" << theirs[i];
        ++shown;
    }
}

INSTANTIATE_TEST_SUITE_P(Shaders, Families, testing::ValuesIn(kFamilies),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace baker::test
