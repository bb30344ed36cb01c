// libFuzzer target: any words at all.
#include "spirv_to_dxil/fuzz/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    baker::fuzz::translateOnce(baker::fuzz::wordsOf(bytes, size));
    return 0;
}
