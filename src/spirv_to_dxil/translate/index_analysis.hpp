// Which variables are indexed by values that are not constants.
//
// Those cannot be in SSA form and need memory. The answer is given for each leaf group of a
// variable (pointer.hpp); pointers passed to functions are followed. Variables whose only content
// is one constant are found as well: they become constant tables.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "spirv_to_dxil/spirv/types.hpp"

namespace baker::translate {

class IndexAnalysis {
  public:
    IndexAnalysis(const spirv::Module& module, const spirv::Types& types)
        : module_(module), types_(types) {}

    // Before run(): variables whose first index is a vertex, which does not count.
    void addPerVertex(spirv::Id variable) { perVertex_.insert(variable); }
    // Before run(): a variable that is loaded as a constant.
    void addConstant(spirv::Id variable) { constants_.insert(variable); }

    // Analyses the function `id` and those it calls. Returns an error for recursion or calls nested
    // too deeply.
    std::optional<TranslationError> run(spirv::Id id);

    bool isDynamic(spirv::Id variable, uint32_t group) const;
    bool isWritten(spirv::Id variable, uint32_t group) const;
    // The constant that is the variable's whole content, stored exactly once; 0 for none.
    spirv::Id constantContent(spirv::Id variable) const;

  private:
    struct Root {
        std::vector<bool> dynamicGroups;
        std::vector<bool> writtenGroups;
        uint32_t writes = 0;
        spirv::Id constant = 0;  // stored by the last whole write, 0 when that was none
    };
    struct Access {
        spirv::Id root = 0;
        uint32_t group = 0;
        const spirv::Type* pointee = nullptr;
    };
    enum class State : uint8_t { Active, Done };

    void visit(const spirv::Instruction& inst);
    void declare(spirv::Id id, spirv::Id pointerType);
    void accessChain(const spirv::Instruction& inst, uint32_t firstIndex);
    void call(const spirv::Instruction& inst);
    void write(spirv::Id pointer, spirv::Id constant);
    bool isConstant(spirv::Id id) const;
    Access find(spirv::Id pointer);

    const spirv::Module& module_;
    const spirv::Types& types_;
    std::unordered_set<spirv::Id> perVertex_;
    std::unordered_set<spirv::Id> constants_;
    std::unordered_map<spirv::Id, Root> roots_;
    std::unordered_map<spirv::Id, Access> accesses_;
    std::unordered_map<spirv::Id, State> functions_;
};

}  // namespace baker::translate
