// Writes LLVM's bitstream container format: bits packed from the least significant end into
// little-endian 32-bit words; nested blocks; records (LLVM 3.7, "LLVM Bitcode File Format").
// Records are written unabbreviated, which every reader takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace baker::dxil {

class BitstreamWriter {
  public:
    void fixed(uint64_t value, unsigned bits);
    void vbr(uint64_t value, unsigned bits);

    void enterBlock(unsigned blockId, unsigned abbreviationWidth);
    void exitBlock();

    void record(unsigned code, std::span<const uint64_t> operands);
    void record(unsigned code, std::initializer_list<uint64_t> operands) {
        record(code, std::span(operands.begin(), operands.size()));
    }
    // A record of leading operands and then one operand for each character.
    void record(unsigned code, std::span<const uint64_t> operands, std::string_view text);

    // The words written, padded to a whole one.
    std::vector<uint32_t> finish();

  private:
    void align();
    void head(unsigned code, size_t operandCount);

    struct Block {
        size_t lengthAt;  // index of the word that holds the block's length
        unsigned outerWidth;
    };
    std::vector<uint32_t> words_;
    std::vector<Block> blocks_;
    uint64_t pending_ = 0;
    unsigned pendingBits_ = 0;
    unsigned width_ = 2;  // of abbreviation ids in the current block
};

}  // namespace baker::dxil
