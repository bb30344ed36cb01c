// libFuzzer target: mutants of modules that know where instructions begin.
#include <algorithm>
#include <cstring>

#include "spirv_to_dxil/fuzz/fuzz_target.hpp"
#include "spirv_to_dxil/fuzz/mutator.hpp"

extern "C" {
int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t* bytes, size_t size, size_t maxSize, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t* first, size_t firstSize, const uint8_t* second,
                                 size_t secondSize, uint8_t* out, size_t maxSize, unsigned seed);
}

namespace {

size_t copyOut(const std::vector<uint32_t>& words, uint8_t* out, size_t maxSize) {
    const size_t size = std::min(words.size() * 4, maxSize);
    if (size) std::memcpy(out, words.data(), size);
    return size;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    baker::fuzz::translateOnce(baker::fuzz::wordsOf(bytes, size));
    return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* bytes, size_t size, size_t maxSize,
                                          unsigned seed) {
    const auto words = baker::fuzz::wordsOf(bytes, size);
    return copyOut(baker::fuzz::Mutator(seed).mutate(words, maxSize / 4), bytes, maxSize);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* first, size_t firstSize,
                                            const uint8_t* second, size_t secondSize, uint8_t* out,
                                            size_t maxSize, unsigned seed) {
    const auto a = baker::fuzz::wordsOf(first, firstSize);
    const auto b = baker::fuzz::wordsOf(second, secondSize);
    return copyOut(baker::fuzz::Mutator(seed).cross(a, b, maxSize / 4), out, maxSize);
}
