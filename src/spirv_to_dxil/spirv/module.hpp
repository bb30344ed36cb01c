// The structure of a SPIR-V module: where every id is defined, decorations, entry points, functions
// and their blocks.
//
// Parsing checks what every consumer relies on: instructions lie inside the module, result ids are
// below the bound and defined once, functions are made of blocks, every block ends with one
// terminator. It does not check types. Everything refers to the caller's words, which must outlive
// the module. Source: SPIR-V specification 1.6, sections 2.3 and 2.4.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "spirv_to_dxil/spirv/instruction.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker::spirv {

inline constexpr uint32_t kNoMember = UINT32_MAX;

struct Decoration {
    Id target = 0;
    uint32_t member = kNoMember;
    spv::Decoration kind{};
    std::span<const uint32_t> operands;
};

struct EntryPoint {
    spv::ExecutionModel model{};
    Id function = 0;
    std::string_view name;
    std::span<const uint32_t> interface;
    uint32_t offset = 0;
};

struct Block {
    Id label = 0;
    uint32_t begin = 0;       // first instruction after the OpLabel
    uint32_t terminator = 0;  // offset of the terminator, the block's last instruction
};

struct Function {
    Id id = 0;
    Id type = 0;  // the OpTypeFunction
    uint32_t offset = 0;
    std::vector<Id> parameters;
    std::vector<Block> blocks;
};

class Module {
  public:
    static std::variant<Module, TranslationError> parse(std::span<const uint32_t> words);

    uint32_t version() const { return words_[1]; }
    uint32_t bound() const { return words_[3]; }
    std::span<const uint32_t> words() const { return words_; }
    Instruction at(uint32_t offset) const { return {words_, offset}; }

    bool isDefined(Id id) const { return id < definitions_.size() && definitions_[id] != 0; }
    // The instruction that defines `id`; the id must be defined.
    Instruction definition(Id id) const { return at(definitions_[id]); }
    // As above, when the instruction is an `op`; else null.
    const uint32_t* definitionIf(Id id, spv::Op op) const;

    // Decorations of an id (member kNoMember) or of a member of a structure type.
    std::span<const Decoration> decorations(Id target, uint32_t member = kNoMember) const;
    const Decoration* decoration(Id target, spv::Decoration kind,
                                 uint32_t member = kNoMember) const;

    std::string_view name(Id id) const;
    std::string_view extendedInstructionSet(Id id) const;

    const std::vector<EntryPoint>& entryPoints() const { return entryPoints_; }
    // Offsets of OpExecutionMode and OpExecutionModeId.
    const std::vector<uint32_t>& executionModes() const { return executionModes_; }
    // Offsets of the types, constants and global variables, in order.
    const std::vector<uint32_t>& globals() const { return globals_; }
    const std::vector<spv::Capability>& capabilities() const { return capabilities_; }
    const std::vector<Function>& functions() const { return functions_; }
    const Function* function(Id id) const;
    // The index of the block that `label` begins in its function; meaningful for labels alone.
    uint32_t blockIndex(Id label) const {
        return label < blockIndices_.size() ? blockIndices_[label] : 0;
    }

  private:
    friend class Parser;

    std::span<const uint32_t> words_;
    std::vector<uint32_t> definitions_;    // by id: offset of the defining instruction, 0 for none
    std::vector<uint32_t> blockIndices_;   // by id of a label
    std::vector<Decoration> decorations_;  // sorted by target, then member
    std::vector<EntryPoint> entryPoints_;
    std::vector<uint32_t> executionModes_;
    std::vector<uint32_t> globals_;
    std::vector<uint32_t> names_;  // offsets of OpName
    std::vector<spv::Capability> capabilities_;
    std::vector<Function> functions_;
};

}  // namespace baker::spirv
