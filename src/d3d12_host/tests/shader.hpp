// A compute shader for pipeline tests, small enough to be written by hand: DXBC, shader model 5.0,
// `ret`.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

namespace baker::host {

// An unsigned container of one SHEX part.
inline std::vector<uint32_t> emptyComputeShader() {
    constexpr uint32_t kShader[] = {
        0x00050050, 7,        // cs_5_0, length in words
        0x0400009b, 1, 1, 1,  // dcl_thread_group 1, 1, 1
        0x0100003e,           // ret
    };
    std::vector<uint32_t> words = {0x43425844,     0, 0, 0, 0, 1, 0, 1, 36, 0x58454853,
                                   sizeof(kShader)};
    words.insert(words.end(), std::begin(kShader), std::end(kShader));
    words[6] = static_cast<uint32_t>(words.size() * sizeof(uint32_t));
    return words;
}

}  // namespace baker::host
