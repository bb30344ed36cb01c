// One line a module: what its translation costs, and where the time goes.
//
//     scaling FOLDER >table.csv
//
// Times are the least of several runs, in microseconds of CPU time; peak is the most memory that
// the translation had allocated at once, in bytes, its result included.
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "corpus.hpp"
#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace {

size_t allocated = 0;
size_t peak = 0;

}  // namespace

void* operator new(size_t size) {
    void* memory = std::malloc(size);
    if (!memory) throw std::bad_alloc();
    allocated += malloc_usable_size(memory);
    peak = std::max(peak, allocated);
    return memory;
}

void operator delete(void* memory) noexcept {
    if (memory) allocated -= malloc_usable_size(memory);
    std::free(memory);
}

void operator delete(void* memory, size_t) noexcept {
    operator delete(memory);
}

namespace baker::bench {
namespace {

constexpr int kRuns = 5;

double microseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

struct Cost {
    double read = 0, translate = 0, write = 0;
    size_t peak = 0, container = 0;
    double total() const { return read + translate + write; }
};

// The steps of translateSpirv, one by one.
Cost measure(const CorpusModule& corpusModule) {
    Cost cost;
    const Options options = optionsFor(corpusModule);
    const size_t before = allocated;
    peak = allocated;
    const double start = microseconds();
    const auto parsed = spirv::Module::parse(corpusModule.words);
    const auto& module = std::get<spirv::Module>(parsed);
    const auto entry = std::get<const spirv::EntryPoint*>(selectEntryPoint(module, options));
    const double read = microseconds();
    dxil::Module target(*shaderKindOf(*stageOf(entry->model)), options.shaderModel);
    // readCorpus translated it
    if (translate::Translator(module, options, target).run(*entry)) std::abort();
    const double translated = microseconds();
    const dxil::ContainerResult container = dxil::buildContainer(target);
    const double written = microseconds();
    cost = {read - start, translated - read, written - translated, peak - before,
            container.bytes.size()};
    return cost;
}

void printRow(const CorpusModule& module) {
    Cost best = measure(module);
    for (int run = 1; run < kRuns; ++run)
        if (const Cost cost = measure(module); cost.total() < best.total()) best = cost;
    std::printf("%s,%zu,%.1f,%.1f,%.1f,%zu,%zu\n", module.name.c_str(), module.words.size(),
                best.read, best.translate, best.write, best.peak, best.container);
}

}  // namespace
}  // namespace baker::bench

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: scaling FOLDER\n");
        return 2;
    }
    std::printf("module,words,read,translate,write,peak,container\n");
    for (const auto& module : baker::bench::readCorpus(argv[1])) baker::bench::printRow(module);
    return 0;
}
