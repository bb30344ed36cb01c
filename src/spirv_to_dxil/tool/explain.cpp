#include "spirv_to_dxil/tool/explain.hpp"

#include "spirv_to_dxil/spirv/instruction.hpp"

namespace baker {

std::string explain(std::span<const uint32_t> words, uint32_t wordOffset) {
    constexpr uint32_t kHeaderWords = 5;
    if (wordOffset < kHeaderWords || wordOffset >= words.size()) return {};
    const spirv::Instruction inst(words, wordOffset);
    if (inst.wordCount() == 0 || inst.wordCount() > words.size() - wordOffset) return {};
    const spirv::ResultLayout layout = spirv::resultLayout(inst.op());
    std::string text = "  at word " + std::to_string(wordOffset) + ": ";
    if (layout.result) text += "%" + std::to_string(inst.word(layout.result)) + " = ";
    text += spirv::opName(inst.op());
    for (uint32_t w = 1; w < inst.wordCount() && w < 16; ++w)
        if (w != layout.result) text += " " + std::to_string(inst.word(w));
    return text + "\n";
}

}  // namespace baker
