#define SPV_ENABLE_UTILITY_CODE
#include "spirv_to_dxil/spirv/instruction.hpp"

#include <cstring>

namespace baker::spirv {

std::string_view literalString(std::span<const uint32_t> words, uint32_t* wordCount) {
    const char* text = reinterpret_cast<const char*>(words.data());
    const size_t limit = words.size_bytes();
    const void* nul = limit ? std::memchr(text, 0, limit) : nullptr;
    const size_t length = nul ? static_cast<size_t>(static_cast<const char*>(nul) - text) : limit;
    if (wordCount) *wordCount = static_cast<uint32_t>(nul ? length / 4 + 1 : words.size());
    return {text, length};
}

ResultLayout resultLayout(spv::Op op) {
    bool hasResult = false;
    bool hasType = false;
    spv::HasResultAndType(op, &hasResult, &hasType);
    ResultLayout layout;
    if (hasType) layout.type = 1;
    if (hasResult) layout.result = hasType ? 2 : 1;
    return layout;
}

std::string opName(spv::Op op) {
#ifdef BAKER_SPIRV_HAS_OP_NAMES
    if (const std::string_view name = spv::OpToString(op); name != "Unknown")
        return std::string(name);
#endif
    return "opcode " + std::to_string(static_cast<uint32_t>(op));
}

}  // namespace baker::spirv
