// Vertex attributes that the shader reads from memory itself (Options::fetchedAttributes): where an
// element lies, and what its bits stand for. Sources: Vulkan specification, "Vertex Input Address
// Calculation", "Vertex Input Extraction", "Format Definition".
#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "spirv_to_dxil/dxil/value.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker::translate {

class Translator;

class VertexFetch {
  public:
    explicit VertexFetch(Translator& t) : t_(t) {}

    // Whether what a vertex shader reads at the location is no input of it.
    bool has(uint32_t location) const;
    // A component of the attribute there, i32 or f32; 64-bit ones are two.
    dxil::Value* component(uint32_t location, uint32_t column);

  private:
    // Of the second location of 64-bit components, `firstComponent` is 2.
    struct Place {
        uint32_t attribute = 0;
        uint32_t firstComponent = 0;
    };
    std::optional<Place> find(uint32_t location) const;
    dxil::Value* element(const FetchedAttribute& attribute);
    // The four words of Options::vertexFetch.
    std::array<dxil::Value*, 4> row(uint32_t attribute);
    // The bits of the element, from the lowest on.
    const std::vector<dxil::Value*>& words(uint32_t attribute);
    std::vector<dxil::Value*> load(uint32_t attribute);

    Translator& t_;
    std::map<uint32_t, std::vector<dxil::Value*>> words_;  // by attribute, once loaded
};

}  // namespace baker::translate
