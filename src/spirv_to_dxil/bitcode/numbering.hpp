// Numbers the values of a module the way bitcode refers to them: global variables, functions,
// constants, and then, in each function anew, arguments and instructions. Only what is used gets
// a number and is written.
#pragma once

#include <span>
#include <vector>

#include "spirv_to_dxil/dxil/metadata.hpp"
#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

class Numbering {
  public:
    // Sets Value::id of every global value and constant that is used.
    Numbering(Module& module, const MetadataTable& metadata);

    // Sets Value::id of the function's arguments and instructions.
    void enter(Function& function);

    std::span<GlobalVariable* const> globals() const { return globals_; }
    std::span<Function* const> functions() const { return functions_; }
    // By type; the elements of an aggregate come before it.
    std::span<Value* const> constants() const { return constants_; }
    uint32_t firstLocal() const { return firstLocal_; }

  private:
    void use(Value* value);
    void useFunction(Function& function);

    std::vector<GlobalVariable*> globals_;
    std::vector<Function*> functions_;
    std::vector<Value*> constants_;
    uint32_t firstLocal_ = 0;
};

}  // namespace baker::dxil
