#include "spirv_to_dxil/translate/hull_plan.hpp"

#include <algorithm>
#include <unordered_set>

#include "spirv_to_dxil/translate/frame.hpp"
#include "spirv_to_dxil/translate/interface_layout.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {
namespace {

using spv::Op;

class OutputScan {
  public:
    explicit OutputScan(Translator& t) : t_(t) {}

    // Sets whether control points are written behind the first barrier of the entry point's
    // function.
    void run(const spirv::Function& function, const spirv::ControlFlowGraph& graph,
             HullPlan& plan) {
        for (const uint32_t b : graph.order()) {
            const spirv::Block& block = function.blocks[b];
            for (uint32_t at = block.begin; at < block.terminator; at = t_.module.at(at).next()) {
                const Instruction inst = t_.module.at(at);
                plan.hasBarrier |= inst.op() == Op::OpControlBarrier;
                plan.isShared |= plan.hasBarrier && writes(inst);
            }
        }
    }

    // Whether any function of the module reads an output.
    bool readsOutputs() const {
        for (const spirv::Function& function : t_.module.functions())
            for (const spirv::Block& block : function.blocks)
                for (uint32_t at = block.begin; at < block.terminator; at = t_.module.at(at).next())
                    if (reads(t_.module.at(at))) return true;
        return false;
    }

  private:
    bool reads(const Instruction& inst) const {
        if (inst.op() == Op::OpLoad) return outputOf(inst.word(3));
        if (inst.op() == Op::OpCopyMemory) return outputOf(inst.word(2));
        if (inst.op() != Op::OpFunctionCall) return false;
        return std::ranges::any_of(inst.from(4), [this](Id id) { return outputOf(id) != 0; });
    }

    bool writes(const Instruction& inst) {
        if (inst.op() == Op::OpStore || inst.op() == Op::OpCopyMemory)
            return isControlPoint(inst.word(1));
        if (inst.op() != Op::OpFunctionCall) return false;
        for (const Id argument : inst.from(4))
            if (isControlPoint(argument)) return true;
        const spirv::Function* callee = t_.module.function(inst.word(3));
        return callee && inFunction(*callee);
    }

    // A function is looked through once.
    bool inFunction(const spirv::Function& function) {
        if (!seen_.insert(function.id).second || seen_.size() > kMaxFunctions) return false;
        for (const spirv::Block& block : function.blocks)
            for (uint32_t at = block.begin; at < block.terminator; at = t_.module.at(at).next())
                if (writes(t_.module.at(at))) return true;
        return false;
    }

    // Whether the pointer leads into a per-vertex output.
    bool isControlPoint(Id pointer) const {
        const Id variable = outputOf(pointer);
        if (!variable) return false;
        const spirv::Type* type = t_.types.find(t_.module.definition(variable).word(1));
        return type && type->element &&
               isPerVertex(t_.module, dxil::ShaderKind::Hull, false, variable, *type->element);
    }

    // The output that the pointer leads into; 0 where there is none.
    Id outputOf(Id pointer) const {
        for (uint32_t depth = 0; depth < kMaxChain && t_.module.isDefined(pointer); ++depth) {
            const Instruction inst = t_.module.definition(pointer);
            if (inst.op() == Op::OpVariable)
                return static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::Output
                           ? pointer
                           : 0;
            if (inst.op() != Op::OpAccessChain && inst.op() != Op::OpInBoundsAccessChain &&
                inst.op() != Op::OpCopyObject)
                return 0;
            pointer = inst.word(3);
        }
        return 0;
    }

    static constexpr uint32_t kMaxChain = 256;
    static constexpr size_t kMaxFunctions = 1000;
    Translator& t_;
    std::unordered_set<Id> seen_;
};

}  // namespace

HullPlan planHull(Translator& t, Id id) {
    HullPlan plan;
    const spirv::Function* function = t.module.function(id);
    const spirv::ControlFlowGraph* graph = function ? graphOf(t, *function) : nullptr;
    OutputScan scan(t);
    if (graph) scan.run(*function, *graph, plan);
    plan.readsOutputs = scan.readsOutputs();
    return plan;
}

}  // namespace baker::translate
