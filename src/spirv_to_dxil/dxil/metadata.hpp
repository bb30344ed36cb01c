// The metadata of a DXIL module (DXIL.rst, "Metadata"): what Module's plain structs say, as the
// graph of strings, values and nodes that is written to the bitcode.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

class MetadataTable {
  public:
    using Id = uint32_t;
    static constexpr Id kNull = UINT32_MAX;

    enum class Kind : uint8_t { String, Value, Node };
    struct Entry {
        Kind kind;
        std::string_view text;
        Value* value = nullptr;
        std::vector<Id> operands;
    };
    struct Named {
        std::string_view name;
        std::vector<Id> operands;
    };

    explicit MetadataTable(Module& module) : module_(module) {}

    Id string(std::string_view text);
    Id value(Value* value);
    Id i32(uint32_t v) { return value(module_.i32(v)); }
    Id i8(uint8_t v) { return value(module_.i8(v)); }
    Id i1(bool v) { return value(module_.i1(v)); }
    Id i64(uint64_t v) { return value(module_.i64(v)); }
    Id node(std::vector<Id> operands);
    void name(std::string_view name, std::vector<Id> operands);

    // An entry's operands come before it; the index is the id.
    std::span<const Entry> entries() const { return entries_; }
    std::span<const Named> named() const { return named_; }

  private:
    Id add(Entry entry);

    Module& module_;
    std::vector<Entry> entries_;
    std::vector<Named> named_;
    std::unordered_map<std::string_view, Id> strings_;
    std::unordered_map<Value*, Id> values_;
};

// The module must be finalized. `flags` are shaderFlags() of it.
MetadataTable buildMetadata(Module& module, uint64_t flags);

}  // namespace baker::dxil
