#include "spirv_to_dxil/tool/explain.hpp"

#include "spirv_to_dxil/spirv/instruction.hpp"

#ifdef BAKER_HAS_SPIRV_TOOLS
#include <spirv-tools/libspirv.h>
#endif

namespace baker {
namespace {

// Opcode and words, for what cannot be disassembled.
std::string plainText(const spirv::Instruction& inst) {
    const spirv::ResultLayout layout = spirv::resultLayout(inst.op());
    std::string text;
    if (layout.result) text += "%" + std::to_string(inst.word(layout.result)) + " = ";
    text += spirv::opName(inst.op());
    for (uint32_t w = 1; w < inst.wordCount() && w < 16; ++w)
        if (w != layout.result) text += " " + std::to_string(inst.word(w));
    return text;
}

#ifdef BAKER_HAS_SPIRV_TOOLS
// The line of SPIRV-Tools' disassembly whose comment is the byte offset; empty where it cannot
// read the module up to there.
std::string disassemble(std::span<const uint32_t> words, uint32_t wordOffset) {
    spv_context context = spvContextCreate(SPV_ENV_UNIVERSAL_1_6);
    spv_text text = nullptr;
    constexpr uint32_t kStyle = SPV_BINARY_TO_TEXT_OPTION_SHOW_BYTE_OFFSET |
                                SPV_BINARY_TO_TEXT_OPTION_NO_HEADER |
                                SPV_BINARY_TO_TEXT_OPTION_FRIENDLY_NAMES;
    spvBinaryToText(context, words.data(), words.size(), kStyle, &text, nullptr);
    std::string line;
    if (text) {
        char mark[16];
        std::snprintf(mark, sizeof mark, " ; 0x%08x", wordOffset * 4);
        const std::string_view all(text->str, text->length);
        if (const size_t at = all.find(mark); at != std::string_view::npos) {
            const size_t begin = all.rfind('\n', at) + 1;  // 0 from npos + 1
            line = all.substr(begin, all.find_last_not_of(' ', at) + 1 - begin);
        }
    }
    spvTextDestroy(text);
    spvContextDestroy(context);
    return line;
}
#else
std::string disassemble(std::span<const uint32_t>, uint32_t) {
    return {};
}
#endif

}  // namespace

std::string explain(std::span<const uint32_t> words, uint32_t wordOffset) {
    constexpr uint32_t kHeaderWords = 5;
    if (wordOffset < kHeaderWords || wordOffset >= words.size()) return {};
    const spirv::Instruction inst(words, wordOffset);
    if (inst.wordCount() == 0 || inst.wordCount() > words.size() - wordOffset) return {};
    std::string text = disassemble(words, wordOffset);
    if (text.empty()) text = plainText(inst);
    return "  at word " + std::to_string(wordOffset) + ": " + text + "\n";
}

}  // namespace baker
