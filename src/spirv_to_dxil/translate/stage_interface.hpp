// The signatures of graphics stages: Input and Output variables by location, and the built-in ones
// that D3D12 passes through signatures as well. spirv_to_dxil.hpp says which register is whose.
//
// Elements are made of 32-bit components: 64-bit scalars are two, 16-bit ones are widened. An
// output is a variable inside the shader until the invocation ends; all of them are stored there.
#pragma once

#include <array>
#include <deque>
#include <map>

#include "spirv_to_dxil/dxil/signature.hpp"
#include "spirv_to_dxil/translate/pointer.hpp"

namespace baker::translate {

class Translator;

// One scalar of an interface variable.
struct InterfaceScalar {
    const spirv::Type* type = nullptr;
    bool isBuiltIn = false;
    spv::BuiltIn builtIn{};
    uint32_t group = 0;      // built-in: leaf group of the variable
    uint32_t location = 0;   // built-in: 0
    uint32_t component = 0;  // column, 0 to 3; built-in: position among its `count` components
    uint32_t count = 1;
    uint32_t index = 0;  // fragment outputs: 1 is the second source of blending
    dxil::Interpolation interpolation = dxil::Interpolation::Undefined;
};

class StageInterface {
  public:
    explicit StageInterface(Translator& t) : t_(t) {}

    // The scalars of an Input variable, in order, each loaded.
    std::vector<dxil::Value*> loadInput(spirv::Id variable, const spirv::Type& type);
    // A component of a built-in that has `count` and is an element of the input signature.
    dxil::Value* loadBuiltIn(spv::BuiltIn builtIn, uint32_t component, uint32_t count);
    // Puts it in the signature; its value comes from elsewhere.
    void declareBuiltIn(spv::BuiltIn builtIn, uint32_t component);
    void addOutput(spirv::Id variable, const Pointer& pointer);
    // At the end of the shader: what the outputs hold.
    void storeOutputs();
    // Gives the elements that no other stage must agree on their registers.
    void allocate();

  private:
    using Slots = std::vector<InterfaceScalar>;
    struct Output {
        Pointer pointer;
        Slots scalars;
    };
    // The components of one output element.
    using Row = std::array<dxil::Value*, 4>;

    void storeScalar(const InterfaceScalar& scalar, dxil::Value* value);
    dxil::Value* loadScalar(const InterfaceScalar& scalar);
    dxil::Value* loadComponent(uint32_t element, uint32_t column);
    void put(uint32_t element, uint32_t column, dxil::Value* value);

    Translator& t_;
    std::deque<Output> outputs_;
    std::map<uint32_t, Row> rows_;
};

}  // namespace baker::translate
