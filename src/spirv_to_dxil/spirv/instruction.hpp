// A view of one SPIR-V instruction inside the module's words.
//
// Reading past the instruction's end gives 0, which is no valid id and no valid word count: a
// consumer that looks up id 0 meets the ordinary "undefined id" error, so truncated instructions
// need no checks of their own. Source: SPIR-V specification 1.6, section 2.3 "Physical Layout of a
// SPIR-V Module and Instruction".
#pragma once

#include <cstdint>
#include <span>
#include <spirv/unified1/spirv.hpp11>
#include <string>
#include <string_view>

namespace baker::spirv {

using Id = uint32_t;

class Instruction {
  public:
    Instruction() = default;
    // `offset` is the instruction's first word in `module`; the reader has checked that the whole
    // of it is inside.
    Instruction(std::span<const uint32_t> module, uint32_t offset)
        : words_(module.data() + offset),
          offset_(offset),
          count_(static_cast<uint16_t>(words_[0] >> 16)) {}

    spv::Op op() const { return static_cast<spv::Op>(words_[0] & 0xffffu); }
    uint32_t wordCount() const { return count_; }
    uint32_t offset() const { return offset_; }
    uint32_t next() const { return offset_ + count_; }

    uint32_t word(uint32_t index) const { return index < count_ ? words_[index] : 0; }
    // The words from `first` on; empty past the end.
    std::span<const uint32_t> from(uint32_t first) const {
        return first < count_ ? std::span(words_ + first, count_ - first)
                              : std::span<const uint32_t>();
    }

  private:
    const uint32_t* words_ = nullptr;
    uint32_t offset_ = 0;
    uint16_t count_ = 0;
};

// A literal string: bytes up to the first NUL, never past `words`. `wordCount`, where given,
// receives the words taken.
std::string_view literalString(std::span<const uint32_t> words, uint32_t* wordCount = nullptr);

// Where an opcode keeps its result id: the word's index, 0 for none; likewise for its result type.
struct ResultLayout {
    uint8_t type = 0;
    uint8_t result = 0;
};
ResultLayout resultLayout(spv::Op op);

// "OpIAdd"; the number alone where the installed SPIRV-Headers do not have names.
std::string opName(spv::Op op);

}  // namespace baker::spirv
