#include "spirv_to_dxil/bitcode/bitstream.hpp"

namespace baker::dxil {
namespace {

constexpr unsigned kEndBlock = 0;
constexpr unsigned kEnterSubblock = 1;
constexpr unsigned kUnabbreviatedRecord = 3;

}  // namespace

void BitstreamWriter::fixed(uint64_t value, unsigned bits) {
    if (bits > 32) {
        fixed(value & 0xffffffff, 32);
        value >>= 32, bits -= 32;
    }
    pending_ |= value << pendingBits_;
    pendingBits_ += bits;
    if (pendingBits_ < 32) return;
    words_.push_back(uint32_t(pending_));
    pending_ >>= 32;
    pendingBits_ -= 32;
}

void BitstreamWriter::vbr(uint64_t value, unsigned bits) {
    const uint64_t more = uint64_t{1} << (bits - 1);
    for (; value >= more; value >>= bits - 1) fixed((value & (more - 1)) | more, bits);
    fixed(value, bits);
}

void BitstreamWriter::align() {
    if (pendingBits_ == 0) return;
    words_.push_back(uint32_t(pending_));
    pending_ = 0;
    pendingBits_ = 0;
}

void BitstreamWriter::enterBlock(unsigned blockId, unsigned abbreviationWidth) {
    fixed(kEnterSubblock, width_);
    vbr(blockId, 8);
    vbr(abbreviationWidth, 4);
    align();
    blocks_.push_back({words_.size(), width_});
    words_.push_back(0);
    width_ = abbreviationWidth;
}

void BitstreamWriter::exitBlock() {
    fixed(kEndBlock, width_);
    align();
    const Block block = blocks_.back();
    blocks_.pop_back();
    words_[block.lengthAt] = uint32_t(words_.size() - block.lengthAt - 1);
    width_ = block.outerWidth;
}

void BitstreamWriter::head(unsigned code, size_t operandCount) {
    fixed(kUnabbreviatedRecord, width_);
    vbr(code, 6);
    vbr(operandCount, 6);
}

void BitstreamWriter::record(unsigned code, std::span<const uint64_t> operands) {
    head(code, operands.size());
    for (uint64_t operand : operands) vbr(operand, 6);
}

void BitstreamWriter::record(unsigned code, std::span<const uint64_t> operands,
                             std::string_view text) {
    head(code, operands.size() + text.size());
    for (uint64_t operand : operands) vbr(operand, 6);
    for (char c : text) vbr(uint8_t(c), 6);
}

std::vector<uint32_t> BitstreamWriter::finish() {
    align();
    return std::move(words_);
}

}  // namespace baker::dxil
