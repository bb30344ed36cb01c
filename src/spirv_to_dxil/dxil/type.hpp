// The types of DXIL (DXIL.rst, "LLVM IR"): LLVM 3.7's; vectors occur only in the types that
// describe typed resources. Types are interned: equal types are the same pointer. They belong to
// the module's TypeTable.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "spirv_to_dxil/dxil/arena.hpp"

namespace baker::dxil {

enum class TypeKind : uint8_t {
    Void,
    Integer,  // bits: 1, 8, 16, 32, 64
    Float,    // bits: 16 (half), 32 (float), 64 (double)
    Pointer,
    Array,
    Vector,
    Struct,
    Function,
    Label,
    Metadata,
};

enum class AddressSpace : uint8_t {
    Default = 0,  // alloca, constant tables
    DeviceMemory = 1,
    CBuffer = 2,
    GroupShared = 3,
};

struct Type {
    TypeKind kind;
    uint8_t bits = 0;                                   // Integer, Float
    AddressSpace addressSpace = AddressSpace::Default;  // Pointer
    uint32_t index = 0;  // in creation order: what a type is made of has lower indices
    uint32_t count = 0;  // Array, Vector: number of elements
    std::span<const Type* const> elements;  // Pointer, Array, Vector: one; Struct: members;
                                            // Function: return type, then parameters
    std::string_view name;                  // Struct: empty for a literal one

    bool isVoid() const { return kind == TypeKind::Void; }
    bool isInteger() const { return kind == TypeKind::Integer; }
    bool isInteger(unsigned width) const { return isInteger() && bits == width; }
    bool isFloat() const { return kind == TypeKind::Float; }
    bool isFloat(unsigned width) const { return isFloat() && bits == width; }
    bool isPointer() const { return kind == TypeKind::Pointer; }
    bool isAggregate() const { return kind == TypeKind::Array || kind == TypeKind::Struct; }
    const Type* element() const { return elements[0]; }
    const Type* returnType() const { return elements[0]; }
    std::span<const Type* const> parameters() const { return elements.subspan(1); }
};

class TypeTable {
  public:
    explicit TypeTable(Arena& arena);

    const Type* voidType() const { return void_; }
    const Type* label() const { return label_; }
    const Type* metadata() const { return metadata_; }
    const Type* i1() const { return i1_; }
    const Type* i8() const { return i8_; }
    const Type* i16() const { return i16_; }
    const Type* i32() const { return i32_; }
    const Type* i64() const { return i64_; }
    const Type* half() const { return half_; }
    const Type* f32() const { return float_; }
    const Type* f64() const { return double_; }
    const Type* integer(unsigned bits) const;   // 1, 8, 16, 32 or 64
    const Type* floating(unsigned bits) const;  // 16, 32 or 64

    const Type* pointer(const Type* element, AddressSpace space = AddressSpace::Default);
    const Type* array(const Type* element, uint32_t count);
    const Type* vector(const Type* element, uint32_t count);
    const Type* literalStruct(std::span<const Type* const> members);
    // A named structure is identified by its name; the members of the first definition count.
    const Type* structure(std::string_view name, std::span<const Type* const> members);
    const Type* function(const Type* returnType, std::span<const Type* const> parameters);

    // Every type, by Type::index.
    std::span<const Type* const> all() const { return types_; }

  private:
    const Type* intern(const Type& key);
    const Type* add(const Type& type);
    void rehash(size_t size);

    Arena& arena_;
    std::vector<const Type*> types_;
    std::vector<const Type*> slots_;  // open addressing, a power of two in size
    const Type *void_, *label_, *metadata_, *i1_, *i8_, *i16_, *i32_, *i64_, *half_, *float_,
        *double_;
};

}  // namespace baker::dxil
