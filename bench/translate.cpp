// Translation of a corpus: Google Benchmark over all of it and over its tenths by size.
//
//     BAKER_BENCH_CORPUS=FOLDER translate [Google Benchmark's options]
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "corpus.hpp"

namespace baker::bench {
namespace {

std::vector<CorpusModule> corpus;

// The modules [from, to) of the corpus by size; the time is that of one module.
void translate(benchmark::State& state, size_t from, size_t to) {
    size_t at = from;
    size_t words = 0;
    size_t bytes = 0;
    for (auto _ : state) {
        const CorpusModule& module = corpus[at];
        at = at + 1 == to ? from : at + 1;
        const auto result = translateSpirv(module.words, optionsFor(module));
        words += module.words.size();
        bytes += std::get<Shader>(result).container.size();
        benchmark::DoNotOptimize(&result);
    }
    const auto modules = double(state.iterations());
    state.counters["SPIR-V bytes"] = double(words) * 4 / modules;
    state.counters["DXIL bytes"] = double(bytes) / modules;
    state.SetBytesProcessed(int64_t(words * 4));
}

void registerBenchmarks() {
    const auto add = [](const std::string& name, size_t from, size_t to) {
        benchmark::RegisterBenchmark(name.c_str(), translate, from, to)
            ->Unit(benchmark::kMillisecond)
            ->Iterations(int64_t(to - from));
    };
    add("translate/all", 0, corpus.size());
    for (size_t tenth = 0; tenth < 10; ++tenth)
        add("translate/tenth:" + std::to_string(tenth + 1), corpus.size() * tenth / 10,
            corpus.size() * (tenth + 1) / 10);
}

}  // namespace
}  // namespace baker::bench

int main(int argc, char** argv) {
    using namespace baker::bench;
    const char* folder = std::getenv("BAKER_BENCH_CORPUS");
    corpus = folder ? readCorpus(folder) : std::vector<CorpusModule>();
    if (corpus.size() < 10) {
        std::fprintf(stderr, "BAKER_BENCH_CORPUS names no folder of modules (bench/README.md)\n");
        return 1;
    }
    std::ranges::sort(corpus, {}, [](const CorpusModule& m) { return m.words.size(); });
    benchmark::Initialize(&argc, argv);
    registerBenchmarks();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
