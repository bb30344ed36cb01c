#include "spirv_to_dxil/spirv/module.hpp"

#include <algorithm>
#include <tuple>

namespace baker::spirv {
namespace {

constexpr uint32_t kHeaderWords = 5;
constexpr uint32_t kNewestVersion = 0x00010600;
// Universal limits of the SPIR-V specification, section 2.17.
constexpr uint32_t kMaxBound = 4194303;
// Group decorations multiply; real modules have none.
constexpr size_t kMaxDecorations = 1u << 20;

bool isTerminator(spv::Op op) {
    switch (op) {
        case spv::Op::OpBranch:
        case spv::Op::OpBranchConditional:
        case spv::Op::OpSwitch:
        case spv::Op::OpKill:
        case spv::Op::OpReturn:
        case spv::Op::OpReturnValue:
        case spv::Op::OpUnreachable:
        case spv::Op::OpTerminateInvocation:
        case spv::Op::OpIgnoreIntersectionKHR:
        case spv::Op::OpTerminateRayKHR:
        case spv::Op::OpEmitMeshTasksEXT:
            return true;
        default:
            return false;
    }
}

bool isDebugLine(spv::Op op) {
    return op == spv::Op::OpLine || op == spv::Op::OpNoLine || op == spv::Op::OpNop;
}

auto decorationKey(const Decoration& d) {
    return std::tuple(d.target, d.member);
}

}  // namespace

class Parser {
  public:
    explicit Parser(std::span<const uint32_t> words) { module_.words_ = words; }

    std::variant<Module, TranslationError> run() {
        if (!header()) return error_;
        const auto size = static_cast<uint32_t>(module_.words_.size());
        for (uint32_t offset = kHeaderWords; offset < size;) {
            const uint32_t count = module_.words_[offset] >> 16;
            if (count == 0 || count > size - offset) {
                fail(offset, "the instruction's word count leaves the module");
                return error_;
            }
            const Instruction inst(module_.words_, offset);
            if (!record(inst)) return error_;
            offset += count;
        }
        if (inFunction_) {
            fail(size - 1, "the module ends inside a function");
            return error_;
        }
        if (!expandGroups()) return error_;
        std::stable_sort(module_.decorations_.begin(), module_.decorations_.end(),
                         [](const Decoration& a, const Decoration& b) {
                             return decorationKey(a) < decorationKey(b);
                         });
        return std::move(module_);
    }

  private:
    bool fail(uint32_t offset, std::string message) {
        error_ = {offset, std::move(message)};
        return false;
    }

    bool header() {
        const auto words = module_.words_;
        if (words.size() < kHeaderWords) return fail(0, "the module is shorter than its header");
        if (words.size() > UINT32_MAX / 4) return fail(0, "the module is too large");
        if (words[0] != spv::MagicNumber) return fail(0, "this is no SPIR-V: wrong magic number");
        if ((words[1] & 0xff0000ffu) != 0 || words[1] < 0x00010000 || words[1] > kNewestVersion)
            return fail(1, "unsupported SPIR-V version");
        if (words[3] == 0 || words[3] > kMaxBound) return fail(3, "the id bound is out of range");
        module_.definitions_.resize(words[3]);
        module_.blockIndices_.resize(words[3]);
        return true;
    }

    bool record(const Instruction& inst) {
        const ResultLayout layout = resultLayout(inst.op());
        if (layout.result && !define(inst, inst.word(layout.result))) return false;
        return inFunction_ || inst.op() == spv::Op::OpFunction ? recordInFunction(inst)
                                                               : recordGlobal(inst, layout);
    }

    bool define(const Instruction& inst, Id id) {
        if (id == 0 || id >= module_.definitions_.size())
            return fail(inst.offset(), "the result id is out of bounds");
        if (module_.definitions_[id] != 0)
            return fail(inst.offset(), "the result id is defined twice");
        module_.definitions_[id] = inst.offset();
        return true;
    }

    bool recordGlobal(const Instruction& inst, ResultLayout layout) {
        switch (inst.op()) {
            case spv::Op::OpCapability:
                module_.capabilities_.push_back(static_cast<spv::Capability>(inst.word(1)));
                break;
            case spv::Op::OpMemoryModel:
                if (inst.word(1) != static_cast<uint32_t>(spv::AddressingModel::Logical) &&
                    inst.word(1) !=
                        static_cast<uint32_t>(spv::AddressingModel::PhysicalStorageBuffer64))
                    return fail(inst.offset(), "the addressing model is not one of Vulkan's");
                break;
            case spv::Op::OpEntryPoint:
                entryPoint(inst);
                break;
            case spv::Op::OpExecutionMode:
            case spv::Op::OpExecutionModeId:
                module_.executionModes_.push_back(inst.offset());
                break;
            case spv::Op::OpName:
                module_.names_.push_back(inst.offset());
                break;
            case spv::Op::OpDecorate:
            case spv::Op::OpDecorateId:
            case spv::Op::OpDecorateString:
                decorate(inst, kNoMember, 2);
                break;
            case spv::Op::OpMemberDecorate:
            case spv::Op::OpMemberDecorateString:
                decorate(inst, inst.word(2), 3);
                break;
            case spv::Op::OpGroupDecorate:
            case spv::Op::OpGroupMemberDecorate:
                groups_.push_back(inst.offset());
                break;
            default:
                if (layout.result && inst.op() != spv::Op::OpExtInstImport &&
                    inst.op() != spv::Op::OpString && inst.op() != spv::Op::OpDecorationGroup)
                    module_.globals_.push_back(inst.offset());
                else if (inst.op() == spv::Op::OpTypeForwardPointer)
                    module_.globals_.push_back(inst.offset());
        }
        return true;
    }

    void entryPoint(const Instruction& inst) {
        EntryPoint entry;
        entry.model = static_cast<spv::ExecutionModel>(inst.word(1));
        entry.function = inst.word(2);
        uint32_t nameWords = 0;
        entry.name = literalString(inst.from(3), &nameWords);
        entry.interface = inst.from(3 + nameWords);
        entry.offset = inst.offset();
        module_.entryPoints_.push_back(entry);
    }

    void decorate(const Instruction& inst, uint32_t member, uint32_t kindWord) {
        module_.decorations_.push_back({inst.word(1), member,
                                        static_cast<spv::Decoration>(inst.word(kindWord)),
                                        inst.from(kindWord + 1)});
    }

    // OpGroupDecorate gives each target what was put on the group.
    bool expandGroups() {
        if (groups_.empty()) return true;
        const std::vector<Decoration> direct = module_.decorations_;
        for (const uint32_t offset : groups_) {
            const Instruction inst = module_.at(offset);
            const bool members = inst.op() == spv::Op::OpGroupMemberDecorate;
            const auto targets = inst.from(2);
            for (const Decoration& d : direct) {
                if (d.target != inst.word(1) || d.member != kNoMember) continue;
                for (size_t i = 0; i + (members ? 1 : 0) < targets.size(); i += members ? 2 : 1) {
                    if (module_.decorations_.size() >= kMaxDecorations)
                        return fail(offset, "too many decorations");
                    module_.decorations_.push_back(
                        {targets[i], members ? targets[i + 1] : kNoMember, d.kind, d.operands});
                }
            }
        }
        return true;
    }

    bool recordInFunction(const Instruction& inst) {
        switch (inst.op()) {
            case spv::Op::OpFunction:
                return beginFunction(inst);
            case spv::Op::OpFunctionParameter:
                if (!current().blocks.empty())
                    return fail(inst.offset(), "a parameter follows the function's first block");
                current().parameters.push_back(inst.word(2));
                return true;
            case spv::Op::OpLabel:
                if (inBlock_) return fail(inst.offset(), "a block begins inside another block");
                module_.blockIndices_[inst.word(1)] =
                    static_cast<uint32_t>(current().blocks.size());
                current().blocks.push_back({inst.word(1), inst.next(), 0});
                inBlock_ = true;
                return true;
            case spv::Op::OpFunctionEnd:
                if (inBlock_)
                    return fail(inst.offset(), "the function's last block has no terminator");
                inFunction_ = false;
                return true;
            default:
                return bodyInstruction(inst);
        }
    }

    bool beginFunction(const Instruction& inst) {
        if (inFunction_) return fail(inst.offset(), "a function begins inside another function");
        module_.functions_.push_back({inst.word(2), inst.word(4), inst.offset(), {}, {}});
        inFunction_ = true;
        return true;
    }

    bool bodyInstruction(const Instruction& inst) {
        if (!inBlock_)
            return isDebugLine(inst.op()) ||
                   fail(inst.offset(), "an instruction lies outside any block");
        if (isTerminator(inst.op())) {
            current().blocks.back().terminator = inst.offset();
            inBlock_ = false;
        }
        return true;
    }

    Function& current() { return module_.functions_.back(); }

    Module module_;
    TranslationError error_;
    std::vector<uint32_t> groups_;
    bool inFunction_ = false;
    bool inBlock_ = false;
};

std::variant<Module, TranslationError> Module::parse(std::span<const uint32_t> words) {
    return Parser(words).run();
}

const uint32_t* Module::definitionIf(Id id, spv::Op op) const {
    if (!isDefined(id) || definition(id).op() != op) return nullptr;
    return words_.data() + definitions_[id];
}

std::span<const Decoration> Module::decorations(Id target, uint32_t member) const {
    const auto key = std::tuple(target, member);
    const auto first =
        std::lower_bound(decorations_.begin(), decorations_.end(), key,
                         [](const Decoration& d, const auto& k) { return decorationKey(d) < k; });
    auto last = first;
    while (last != decorations_.end() && decorationKey(*last) == key) ++last;
    return {first, last};
}

const Decoration* Module::decoration(Id target, spv::Decoration kind, uint32_t member) const {
    for (const Decoration& d : decorations(target, member))
        if (d.kind == kind) return &d;
    return nullptr;
}

std::string_view Module::name(Id id) const {
    for (const uint32_t offset : names_)
        if (at(offset).word(1) == id) return literalString(at(offset).from(2));
    return {};
}

std::string_view Module::extendedInstructionSet(Id id) const {
    if (!definitionIf(id, spv::Op::OpExtInstImport)) return {};
    return literalString(definition(id).from(2));
}

const Function* Module::function(Id id) const {
    for (const Function& f : functions_)
        if (f.id == id) return &f;
    return nullptr;
}

}  // namespace baker::spirv
