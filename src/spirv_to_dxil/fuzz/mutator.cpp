#include "spirv_to_dxil/fuzz/mutator.hpp"

#include <algorithm>
#include <array>
#include <spirv/unified1/spirv.hpp11>

#include "spirv_to_dxil/fuzz/fuzz_target.hpp"
#include "spirv_to_dxil/spirv/instruction.hpp"

namespace baker::fuzz {
namespace {

constexpr size_t kHeaderWords = 5;

constexpr uint32_t code(spv::Op op) {
    return static_cast<uint32_t>(op);
}

uint32_t opOf(const std::vector<uint32_t>& instruction) {
    return instruction[0] & 0xffff;
}

// Writes the word count that the instruction has.
void setLength(std::vector<uint32_t>& instruction) {
    instruction[0] = uint32_t(instruction.size()) << 16 | opOf(instruction);
}

uint32_t resultWord(const std::vector<uint32_t>& instruction) {
    const auto layout = spirv::resultLayout(static_cast<spv::Op>(opOf(instruction)));
    return layout.result < instruction.size() ? layout.result : 0;
}

}  // namespace

bool Mutator::cut(std::span<const uint32_t> module) {
    instructions_.clear();
    if (module.size() < kHeaderWords || module[0] != spv::MagicNumber) return false;
    header_.assign(module.begin(), module.begin() + kHeaderWords);
    for (size_t at = kHeaderWords; at < module.size();) {
        const size_t length = module[at] >> 16;
        if (length == 0 || length > module.size() - at) return false;
        instructions_.emplace_back(module.begin() + ptrdiff_t(at),
                                   module.begin() + ptrdiff_t(at + length));
        at += length;
    }
    return !instructions_.empty();
}

Mutator::Words Mutator::join() const {
    Words words = header_;
    for (const Words& instruction : instructions_)
        words.insert(words.end(), instruction.begin(), instruction.end());
    return words;
}

std::vector<uint32_t> Mutator::mutate(std::span<const uint32_t> module, size_t maxWords) {
    static constexpr std::array kMutations{
        &Mutator::exchange,      &Mutator::duplicate,          &Mutator::remove,
        &Mutator::changeId,      &Mutator::changeId,           &Mutator::changeId,
        &Mutator::changeLiteral, &Mutator::changeOpcode,       &Mutator::changeType,
        &Mutator::changeType,    &Mutator::changeStorageClass, &Mutator::changeExecutionMode,
        &Mutator::copyOperand,   &Mutator::changeDecoration,   &Mutator::changeConstant,
        &Mutator::resize,        &Mutator::changeHeader,
    };
    if (!cut(module)) {
        Words words(module.begin(), module.end());
        if (!words.empty()) words[below(words.size())] = interesting();
        return words;
    }
    for (uint32_t left = 1 + below(4); left > 0 && !instructions_.empty(); --left)
        (this->*kMutations[below(kMutations.size())])();
    Words words = join();
    return words.size() <= maxWords ? words : Words(module.begin(), module.end());
}

std::vector<uint32_t> Mutator::cross(std::span<const uint32_t> module,
                                     std::span<const uint32_t> other, size_t maxWords) {
    if (!cut(other)) return mutate(module, maxWords);
    const size_t first = below(instructions_.size());
    const size_t count = 1 + below(std::min<size_t>(instructions_.size() - first, 16));
    const std::vector<Words> run(instructions_.begin() + ptrdiff_t(first),
                                 instructions_.begin() + ptrdiff_t(first + count));
    const uint32_t otherBound = header_[3];
    if (!cut(module)) return Words(module.begin(), module.end());
    header_[3] = std::max(header_[3], otherBound);
    instructions_.insert(instructions_.begin() + below(instructions_.size() + 1), run.begin(),
                         run.end());
    Words words = join();
    return words.size() <= maxWords ? words : Words(module.begin(), module.end());
}

Mutator::Words& Mutator::anyOf(std::span<const uint32_t> ops) {
    std::vector<size_t> fitting;
    for (size_t i = 0; i < instructions_.size(); ++i)
        if (std::ranges::count(ops, opOf(instructions_[i]))) fitting.push_back(i);
    return fitting.empty() ? any() : instructions_[fitting[below(fitting.size())]];
}

uint32_t Mutator::interesting() {
    static constexpr std::array<uint32_t, 20> kValues{
        0,  1,  2,   3,   4,   5,      7,      8,           16,         31,
        32, 64, 128, 255, 256, 0x7fff, 0xffff, 0x7fffffffu, 0x80000000, 0xffffffffu};
    return oneIn(4) ? 1u << below(32) : kValues[below(kValues.size())];
}

void Mutator::changeWord(Words& instruction) {
    if (instruction.size() < 2) return;
    uint32_t& word = instruction[1 + below(instruction.size() - 1)];
    switch (below(4)) {
        case 0:
            word = interesting();
            break;
        case 1:
            word += oneIn(2) ? 1 : UINT32_MAX;
            break;
        case 2:
            word ^= 1u << below(oneIn(2) ? 5 : 32);
            break;
        default:
            word = below(64);
    }
}

void Mutator::exchange() {
    const size_t first = below(instructions_.size());
    const size_t near = std::min(instructions_.size() - 1, first + 1 + below(4));
    std::swap(instructions_[first],
              oneIn(3) ? instructions_[below(instructions_.size())] : instructions_[near]);
}

void Mutator::duplicate() {
    const size_t from = below(instructions_.size());
    const size_t count = 1 + below(std::min<size_t>(instructions_.size() - from, 4));
    std::vector<Words> run(instructions_.begin() + ptrdiff_t(from),
                           instructions_.begin() + ptrdiff_t(from + count));
    for (Words& copy : run)
        if (const uint32_t word = resultWord(copy); word && !oneIn(8)) copy[word] = header_[3]++;
    const size_t to = oneIn(2) ? from + count : below(instructions_.size() + 1);
    instructions_.insert(instructions_.begin() + ptrdiff_t(to), run.begin(), run.end());
}

void Mutator::remove() {
    const size_t first = below(instructions_.size());
    const size_t count =
        oneIn(4) ? 1 + below(std::min<size_t>(instructions_.size() - first, 8)) : 1;
    instructions_.erase(instructions_.begin() + ptrdiff_t(first),
                        instructions_.begin() + ptrdiff_t(first + count));
}

void Mutator::changeId() {
    Words& instruction = any();
    if (instruction.size() > 1) instruction[1 + below(instruction.size() - 1)] = anyId();
}

void Mutator::changeLiteral() {
    changeWord(any());
}

void Mutator::changeOpcode() {
    Words& instruction = any();
    const uint32_t op = oneIn(3) ? below(450) : oneIn(2) ? opOf(any()) : opOf(instruction) + 1;
    instruction[0] = uint32_t(instruction.size()) << 16 | (op & 0xffff);
}

void Mutator::changeType() {
    using enum spv::Op;
    static constexpr std::array kTypes{
        code(OpTypeInt),     code(OpTypeFloat),    code(OpTypeVector),       code(OpTypeMatrix),
        code(OpTypeImage),   code(OpTypeArray),    code(OpTypeRuntimeArray), code(OpTypeStruct),
        code(OpTypePointer), code(OpTypeFunction), code(OpTypeSampledImage)};
    Words& type = anyOf(kTypes);
    if (type.size() < 3) return;
    uint32_t& operand = type[2 + below(type.size() - 2)];
    // ids first: an aggregate of itself or of a later type, another element
    operand = oneIn(2) ? anyId() : oneIn(2) ? 8u << below(5) : below(8);
}

void Mutator::changeStorageClass() {
    using enum spv::Op;
    static constexpr std::array kHolders{code(OpTypePointer), code(OpVariable)};
    Words& holder = anyOf(kHolders);
    const size_t word = opOf(holder) == code(OpVariable) ? 3 : 2;
    if (word < holder.size()) holder[word] = oneIn(8) ? 5349 : below(13);
}

void Mutator::changeExecutionMode() {
    using enum spv::Op;
    static constexpr std::array kModes{code(OpEntryPoint), code(OpExecutionMode),
                                       code(OpCapability), code(OpMemoryModel)};
    Words& mode = anyOf(kModes);
    if (mode.size() < 2) return;
    if (opOf(mode) == code(OpEntryPoint)) {
        mode[oneIn(2) ? 1 : below(mode.size() - 1) + 1] = below(8);
    } else if (mode.size() > 2 && oneIn(2)) {
        mode[2] = below(40);
    } else {
        changeWord(mode);
    }
}

void Mutator::changeDecoration() {
    using enum spv::Op;
    static constexpr std::array kDecorations{code(OpDecorate), code(OpMemberDecorate)};
    Words& decoration = anyOf(kDecorations);
    const size_t kind = opOf(decoration) == code(OpDecorate) ? 2 : 3;
    if (kind >= decoration.size() || oneIn(2)) return changeWord(decoration);
    decoration[kind] = below(50);
}

void Mutator::changeConstant() {
    using enum spv::Op;
    static constexpr std::array kConstants{code(OpConstant), code(OpConstantComposite),
                                           code(OpSpecConstant), code(OpSpecConstantOp)};
    Words& constant = anyOf(kConstants);
    if (constant.size() > 3)
        constant[3 + below(constant.size() - 3)] = oneIn(2) ? interesting() : anyId();
}

void Mutator::copyOperand() {
    const Words source = any();
    Words& target = any();
    if (source.size() < 2 || target.size() < 2) return;
    target[1 + below(target.size() - 1)] = source[1 + below(source.size() - 1)];
}

void Mutator::resize() {
    Words& instruction = any();
    if (oneIn(2) && instruction.size() > 1) {
        instruction.pop_back();
    } else {
        instruction.push_back(oneIn(2) ? anyId() : interesting());
    }
    setLength(instruction);
}

void Mutator::changeHeader() {
    switch (below(4)) {
        case 0:
            header_[1] = 0x00010000 | below(8) << 8;
            break;
        case 1:
            header_[3] = oneIn(4) ? interesting() : header_[3] + below(8);
            break;
        default:
            header_[kOptionsWord] = uint32_t(random_());
    }
}

}  // namespace baker::fuzz
