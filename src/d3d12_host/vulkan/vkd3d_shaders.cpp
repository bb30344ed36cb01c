#include "vulkan/vkd3d_shaders.hpp"

#include <map>
#include <spirv/unified1/spirv.hpp11>
#include <utility>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

using Id = uint32_t;
using Instruction = std::span<const uint32_t>;

constexpr size_t kHeaderWords = 5, kBoundWord = 3;
constexpr size_t kResult = 2;  // the word of the result of what has a type

PFN_vkCreateShaderModule nextCreateShaderModule;

spv::Op opOf(Instruction instruction) {
    return static_cast<spv::Op>(instruction[0] & spv::OpCodeMask);
}

// How a table's offset is loaded and used. Behind the result, every operand of these is an id but
// for a load's last ones.
bool isAboutOffsets(spv::Op op) {
    return op == spv::Op::OpLoad || op == spv::Op::OpAccessChain ||
           op == spv::Op::OpInBoundsAccessChain || op == spv::Op::OpIAdd;
}

std::span<const uint32_t> idsOf(Instruction instruction) {
    const auto operands = instruction.subspan(kResult + 1);
    return opOf(instruction) == spv::Op::OpLoad ? operands.first(1) : operands;
}

bool isHullShader(std::span<const uint32_t> words) {
    for (size_t at = kHeaderWords; at + 1 < words.size(); at += words[at] >> spv::WordCountShift) {
        const spv::Op op = opOf(words.subspan(at));
        if (op == spv::Op::OpEntryPoint)
            return words[at + 1] == static_cast<uint32_t>(spv::ExecutionModel::TessellationControl);
        if (op == spv::Op::OpFunction || !(words[at] >> spv::WordCountShift)) return false;
    }
    return false;
}

// Copies a module, function by function.
class Mender {
  public:
    explicit Mender(std::span<const uint32_t> words) : words_(words), bound_(words[kBoundWord]) {}

    std::vector<uint32_t> mend() {
        mended_.assign(words_.begin(), words_.begin() + kHeaderWords);
        for (size_t at = kHeaderWords, size; at < words_.size(); at += size) {
            size = words_[at] >> spv::WordCountShift;
            if (!size || size > words_.size() - at) return {words_.begin(), words_.end()};
            take(words_.subspan(at, size));
        }
        mended_[kBoundWord] = bound_;
        return std::move(mended_);
    }

  private:
    struct Definition {
        Instruction instruction;
        uint32_t function;
    };

    void take(Instruction instruction) {
        const spv::Op op = opOf(instruction);
        if (op == spv::Op::OpFunction) beginFunction();
        std::vector<uint32_t> taken(instruction.begin(), instruction.end());
        if (isAboutOffsets(op) && taken.size() > kResult + 1) {
            definitions_[taken[kResult]] = {instruction, function_};
            replaceIds(taken);
        }
        const bool atEntry = op == spv::Op::OpVariable && entry_ == mended_.size();
        mended_.insert(mended_.end(), taken.begin(), taken.end());
        if (atEntry || (op == spv::Op::OpLabel && !entry_)) entry_ = mended_.size();
    }

    void replaceIds(std::vector<uint32_t>& instruction) {
        const size_t count = idsOf(instruction).size();
        for (size_t i = 0; i < count; ++i)
            instruction[kResult + 1 + i] = here(instruction[kResult + 1 + i]);
    }

    void beginFunction() {
        ++function_;
        entry_ = 0;
        copies_.clear();
    }

    // The id of that value in this function: a copy, made at the entry, where another function
    // defines it.
    Id here(Id id) {
        const auto found = definitions_.find(id);
        if (found == definitions_.end() || found->second.function == function_ || !entry_)
            return id;
        if (const auto copy = copies_.find(id); copy != copies_.end()) return copy->second;
        std::vector<uint32_t> copy(found->second.instruction.begin(),
                                   found->second.instruction.end());
        replaceIds(copy);
        copy[kResult] = bound_++;
        mended_.insert(mended_.begin() + static_cast<ptrdiff_t>(entry_), copy.begin(), copy.end());
        entry_ += copy.size();
        return copies_[id] = copy[kResult];
    }

    std::span<const uint32_t> words_;
    std::vector<uint32_t> mended_;
    std::map<Id, Definition> definitions_;
    std::map<Id, Id> copies_;
    uint32_t bound_, function_ = 0;
    size_t entry_ = 0;  // behind the label and the variables of the function's first block
};

}  // namespace

std::vector<uint32_t> mendModule(std::span<const uint32_t> words) {
    if (words.size() <= kHeaderWords || !isHullShader(words)) return {words.begin(), words.end()};
    return Mender(words).mend();
}

namespace {

VkResult VKAPI_PTR createShaderModule(VkDevice device, const VkShaderModuleCreateInfo* info,
                                      const VkAllocationCallbacks* allocator,
                                      VkShaderModule* module) {
    const auto words = mendModule({info->pCode, info->codeSize / sizeof(uint32_t)});
    VkShaderModuleCreateInfo mended = *info;
    mended.codeSize = words.size() * sizeof(uint32_t);
    mended.pCode = words.data();
    return nextCreateShaderModule(device, &mended, allocator, module);
}

}  // namespace

std::span<const Interception> shaderInterceptions() {
    static const Interception rows[] = {
        intercept("vkCreateShaderModule", createShaderModule, nextCreateShaderModule),
    };
    return rows;
}

}  // namespace baker::host
