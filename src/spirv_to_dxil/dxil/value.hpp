// The values of DXIL: constants, globals, functions, arguments, instructions.
//
// A value may be replaced by another one at any time: `forward` then points to its successor, and
// everybody who reads an operand does so through resolve(). That makes the removal of a trivial
// phi O(1) (Braun et al., "Simple and Efficient Construction of Static Single Assignment Form").
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "spirv_to_dxil/dxil/arena.hpp"
#include "spirv_to_dxil/dxil/type.hpp"

namespace baker::dxil {

struct BasicBlock;
struct Function;
struct DxOpInfo;

enum class ValueKind : uint8_t {
    ConstantInt,
    ConstantFloat,
    Undef,
    Null,               // null pointer, or an aggregate of zeros
    ConstantAggregate,  // array or struct of constants
    ConstantData,       // array of numbers
    GlobalVariable,
    Function,
    Argument,
    Instruction,
};

struct Value {
    const Type* type;
    Value* forward = nullptr;  // set when replaced
    uint32_t id = 0;           // scratch of the writer and the printer
    ValueKind kind;            // the last: what derives from this begins in the padding behind it

    Value(ValueKind k, const Type* t) : type(t), kind(k) {}
    bool isConstant() const { return kind <= ValueKind::ConstantData; }
    bool isNumber() const { return kind <= ValueKind::ConstantFloat; }
};

// The value that stands for `value` after all replacements.
inline Value* resolve(Value* value) {
    while (value->forward) {
        if (value->forward->forward) value->forward = value->forward->forward;
        value = value->forward;
    }
    return value;
}

// ConstantInt, ConstantFloat, Undef and Null. The bits of an integer are zero-extended; those of a
// floating-point number are its IEEE 754 encoding in its own width.
struct Constant : Value {
    uint64_t bits = 0;
    using Value::Value;
};

struct ConstantAggregate : Value {
    std::span<Value* const> elements;
    using Value::Value;
};

// Numbers of the array's element type, encoded as in Constant::bits.
struct ConstantData : Value {
    std::span<const uint64_t> elements;
    using Value::Value;
};

// Its type is a pointer to `valueType`.
struct GlobalVariable : Value {
    const Type* valueType = nullptr;
    Value* initializer = nullptr;  // none: external (groupshared memory is)
    uint32_t alignment = 4;
    bool constant = false;
    std::string_view name;
    using Value::Value;
};

struct Argument : Value {
    uint32_t index = 0;
    using Value::Value;
};

// The number a constant holds, or null.
inline const Constant* asNumber(const Value* value) {
    value = resolve(const_cast<Value*>(value));
    return value->isNumber() ? static_cast<const Constant*>(value) : nullptr;
}

}  // namespace baker::dxil
