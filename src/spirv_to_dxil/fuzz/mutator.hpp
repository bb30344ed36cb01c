// Structure-aware mutations of SPIR-V modules: the result stays a sequence of whole instructions,
// so that it gets past the reader and into the translator. The same seed gives the same mutant.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace baker::fuzz {

class Mutator {
  public:
    explicit Mutator(uint32_t seed) : random_(seed) {}

    // A few mutations of `module`. What is no module, or longer than `maxWords`, comes back as it
    // is but for single words.
    std::vector<uint32_t> mutate(std::span<const uint32_t> module, size_t maxWords);
    // `module` with a run of instructions of `other` put into it.
    std::vector<uint32_t> cross(std::span<const uint32_t> module, std::span<const uint32_t> other,
                                size_t maxWords);

  private:
    using Words = std::vector<uint32_t>;

    // Cuts the module into its header and instructions; false for what is no module.
    bool cut(std::span<const uint32_t> module);
    Words join() const;

    uint32_t below(size_t limit) { return limit ? uint32_t(random_() % limit) : 0; }
    bool oneIn(uint32_t n) { return below(n) == 0; }
    Words& any() { return instructions_[below(instructions_.size())]; }
    // An instruction whose opcode is one of `ops`; any one where there is none.
    Words& anyOf(std::span<const uint32_t> ops);
    uint32_t anyId() { return below(oneIn(50) ? size_t(header_[3]) + 2 : header_[3]); }
    uint32_t interesting();
    void changeWord(Words& instruction);

    void exchange();
    void duplicate();
    void remove();
    void changeId();
    void changeLiteral();
    void changeOpcode();
    void changeType();
    void changeStorageClass();
    void changeExecutionMode();
    void changeDecoration();
    void changeConstant();
    void copyOperand();
    void resize();
    void changeHeader();

    Words header_;
    std::vector<Words> instructions_;
    std::minstd_rand random_;
};

}  // namespace baker::fuzz
