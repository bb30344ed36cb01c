// The fuzz targets without a fuzzer: every golden shader, mutants of each from fixed seeds, and the
// inputs that once failed. A failure is a crash, or what the sanitizers say.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "spirv_to_dxil/fuzz/fuzz_target.hpp"
#include "spirv_to_dxil/fuzz/mutator.hpp"

namespace baker::fuzz {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<uint32_t>;

constexpr size_t kMaxWords = 16384;

Words readWords(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return wordsOf(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

std::vector<fs::path> seeds() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(BAKER_FUZZ_SEEDS)) files.push_back(entry);
    std::sort(files.begin(), files.end());
    return files;
}

std::string testName(const ::testing::TestParamInfo<fs::path>& info) {
    std::string name = info.param.filename().string();
    std::ranges::replace_if(name, [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

class Replay : public ::testing::TestWithParam<fs::path> {};

TEST_P(Replay, SurvivesMutantsOfModules) {
    const Words module = readWords(GetParam());
    ASSERT_FALSE(module.empty()) << GetParam();
    translateOnce(module);
    for (uint32_t seed = 1; seed <= 60; ++seed) {
        Mutator mutator(seed);
        Words mutant = module;
        for (int generation = 0; generation < 3; ++generation) {
            mutant = mutator.mutate(mutant, kMaxWords);
            translateOnce(mutant);
        }
    }
}

TEST_P(Replay, SurvivesBrokenWords) {
    const Words module = readWords(GetParam());
    ASSERT_FALSE(module.empty()) << GetParam();
    std::minstd_rand random(1);
    for (int i = 0; i < 60; ++i) {
        Words mutant = module;
        for (int flips = 1 + i % 4; flips > 0; --flips)
            mutant[random() % mutant.size()] ^= 1u << random() % 32;
        if (i % 3 == 0) mutant.resize(random() % mutant.size());
        translateOnce(mutant);
    }
}

TEST(Replay, MutantsAreModulesOfWholeInstructions) {
    for (const fs::path& path : seeds()) {
        const Words module = readWords(path);
        Mutator mutator(7);
        Words mutant = module;
        for (int i = 0; i < 20; ++i) mutant = mutator.mutate(mutant, kMaxWords);
        EXPECT_NE(mutant, module);
        size_t at = 5;
        while (at < mutant.size() && mutant[at] >> 16) at += mutant[at] >> 16;
        EXPECT_EQ(at, mutant.size()) << path;
    }
}

TEST(Replay, TheSameSeedGivesTheSameMutant) {
    const Words module = readWords(seeds().front());
    const Words mutant = Mutator(3).mutate(module, kMaxWords);
    EXPECT_EQ(mutant, Mutator(3).mutate(module, kMaxWords));
    EXPECT_EQ(Mutator(3).mutate(module, module.size()).size() <= module.size(), true);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Replay, ::testing::ValuesIn(seeds()), testName);

}  // namespace
}  // namespace baker::fuzz
