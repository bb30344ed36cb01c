// Which variables the pointers that are chosen at run time may point into.
//
// Values that a pointer may pass through, by any instruction, memory or call, are put into one
// class; what a pointer may point to are the variables of its class. Takes time nearly linear in
// the module's size. Source: Steensgaard, "Points-to Analysis in Almost Linear Time" (1996).
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "spirv_to_dxil/spirv/types.hpp"

namespace baker::translate {

class PointerTargets {
  public:
    PointerTargets(const spirv::Module& module, const spirv::Types& types)
        : module_(module), types_(types) {}

    // Does nothing unless the module has the capability VariablePointers or its smaller sister.
    void run();
    bool isUsed() const { return used_; }

    // The variables in storage buffers that the pointer may point into, in the module's order.
    std::span<const spirv::Id> of(spirv::Id pointer);

  private:
    using Node = uint32_t;  // an id, or a number beyond the bound: what a class's memory holds

    void visit(const spirv::Instruction& inst);
    void call(const spirv::Instruction& inst);
    void joinOperands(const spirv::Instruction& inst);
    bool holdsPointer(spirv::Id value) const;
    Node find(Node node);
    void join(Node a, Node b);
    Node contents(Node node);

    const spirv::Module& module_;
    const spirv::Types& types_;
    bool used_ = false;
    std::vector<Node> parents_;
    std::vector<Node> contents_;  // of a class's first node; 0 for none
    std::unordered_map<Node, std::vector<spirv::Id>> variables_;
};

}  // namespace baker::translate
