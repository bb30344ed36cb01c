#include "command_stream.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "recorder.hpp"

namespace baker {
namespace {

// The stream passes its recorder on without looking at it.
Recorder& noRecorder() {
    alignas(Recorder) static std::byte memory[sizeof(Recorder)];
    return *reinterpret_cast<Recorder*>(memory);
}

TEST(CommandStream, ReplaysInOrderAsOftenAsAsked) {
    CommandStream stream;
    std::vector<int> seen;
    for (int i = 0; i < 1000; ++i) stream.push([i, &seen](Recorder&) { seen.push_back(i); });
    stream.replay(noRecorder());
    stream.replay(noRecorder());
    std::vector<int> expected(1000);
    std::iota(expected.begin(), expected.end(), 0);
    expected.insert(expected.end(), expected.begin(), expected.begin() + 1000);
    EXPECT_EQ(seen, expected);
}

TEST(CommandStream, KeptArraysSurviveTheirSource) {
    CommandStream stream;
    std::vector<uint64_t> source(3000, 7);
    const auto kept = stream.keep(std::span<const uint64_t>(source));
    source.assign(source.size(), 0);
    uint64_t sum = 0;
    stream.push([kept, &sum](Recorder&) { sum = std::accumulate(kept.begin(), kept.end(), sum); });
    stream.replay(noRecorder());
    EXPECT_EQ(sum, 21000u);
}

TEST(CommandStream, ResetForgetsTheCommands) {
    CommandStream stream;
    int calls = 0;
    stream.push([&calls](Recorder&) { ++calls; });
    stream.reset();
    stream.replay(noRecorder());
    EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace baker
