// SPIR-V for tests, put together from instructions.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <spirv/unified1/spirv.hpp11>
#include <string_view>
#include <vector>

namespace baker::testing {

class SpirvAssembler {
  public:
    explicit SpirvAssembler(uint32_t bound = 100, uint32_t version = 0x00010500)
        : words_{spv::MagicNumber, version, 0, bound, 0} {}

    SpirvAssembler& op(spv::Op op, std::initializer_list<uint32_t> operands = {}) {
        words_.push_back(static_cast<uint32_t>(operands.size() + 1) << 16 |
                         static_cast<uint32_t>(op));
        words_.insert(words_.end(), operands);
        return *this;
    }
    // OpEntryPoint GLCompute of the function, named "main", and a workgroup of one.
    SpirvAssembler& computeEntry(uint32_t function) {
        op(spv::Op::OpCapability, {1});
        op(spv::Op::OpMemoryModel, {0, 1});
        op(spv::Op::OpEntryPoint, {5, function, 0x6e69616d, 0});
        return op(spv::Op::OpExecutionMode, {function, 17, 1, 1, 1});
    }
    const std::vector<uint32_t>& words() const { return words_; }
    // The offset of the next instruction.
    uint32_t here() const { return static_cast<uint32_t>(words_.size()); }

  private:
    std::vector<uint32_t> words_;
};

}  // namespace baker::testing
