// The spelling of types, values and operations in the text of a module.
#pragma once

#include <string>
#include <string_view>

#include "spirv_to_dxil/dxil/instruction.hpp"
#include "spirv_to_dxil/dxil/resource.hpp"

namespace baker::dxil {

void printType(std::string& out, const Type* type);
// `%name = type {...}`, for a named structure.
void printStructure(std::string& out, const Type* type);
// An operand, without its type. Instructions and arguments are printed by Value::id.
void printValue(std::string& out, const Value* value);

std::string_view binaryName(BinaryOp op);
std::string_view castName(CastOp op);
std::string_view predicateName(Predicate predicate);
std::string_view atomicName(AtomicRmwOp op);
std::string_view resourceKindName(ResourceKind kind);
std::string_view componentTypeName(ComponentType type);

}  // namespace baker::dxil
