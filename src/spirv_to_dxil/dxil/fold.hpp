// Arithmetic on constants, exact to the bit: what an instruction would compute on a device that
// follows IEEE 754 with round-to-nearest-even. Operands and results are encoded as in
// Constant::bits. No result where the operation has none that could be relied on.
#pragma once

#include <cstdint>
#include <optional>

#include "spirv_to_dxil/dxil/instruction.hpp"

namespace baker::dxil {

// The IEEE 754 encoding of `value`, rounded to nearest even; `width` is 16, 32 or 64.
uint64_t encodeFloat(double value, unsigned width);
double decodeFloat(uint64_t bits, unsigned width);

std::optional<uint64_t> foldBinary(BinaryOp op, const Type* type, uint64_t a, uint64_t b);
std::optional<bool> foldCompare(Predicate predicate, const Type* type, uint64_t a, uint64_t b);
std::optional<uint64_t> foldCast(CastOp op, const Type* from, const Type* to, uint64_t value);

}  // namespace baker::dxil
