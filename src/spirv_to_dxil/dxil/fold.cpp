#include "spirv_to_dxil/dxil/fold.hpp"

#include <bit>
#include <cmath>

namespace baker::dxil {
namespace {

uint64_t truncate(uint64_t bits, unsigned width) {
    return width == 64 ? bits : bits & ((uint64_t{1} << width) - 1);
}

int64_t signExtend(uint64_t bits, unsigned width) {
    const unsigned shift = 64 - width;
    return int64_t(bits << shift) >> shift;
}

// Rounds straight from double, since rounding to float first would round twice.
uint16_t encodeHalf(double value) {
    const uint64_t bits = std::bit_cast<uint64_t>(value);
    const uint16_t sign = uint16_t(bits >> 48) & 0x8000;
    const uint64_t magnitude = bits & 0x7fffffffffffffff;
    constexpr uint64_t kInfinity = 0x7ff0000000000000;
    if (magnitude > kInfinity) return sign | 0x7e00 | uint16_t(magnitude >> 42 & 0x1ff);
    const int exponent = int(magnitude >> 52) - 1023;
    if (exponent > 15) return sign | 0x7c00;
    if (exponent < -26) return sign;
    // The significand with its leading one, shifted so that the half's last bit is bit 0.
    const uint64_t significand = (magnitude & 0xfffffffffffff) | 0x10000000000000;
    const int shift = exponent >= -14 ? 42 : 42 + (-14 - exponent);
    const uint64_t kept = significand >> shift;
    const uint64_t rest = significand & ((uint64_t{1} << shift) - 1);
    const uint64_t half = uint64_t{1} << (shift - 1);
    const uint64_t rounded = kept + (rest > half || (rest == half && (kept & 1)));
    // A carry out of the significand increments the exponent, up to infinity.
    const uint64_t base = exponent >= -14 ? uint64_t(exponent + 14) << 10 : 0;
    return sign | uint16_t(base + rounded);
}

double decodeHalf(uint16_t bits) {
    const double sign = bits & 0x8000 ? -1.0 : 1.0;
    const int exponent = bits >> 10 & 0x1f;
    const int fraction = bits & 0x3ff;
    if (exponent == 31) {
        const uint64_t payload = uint64_t(fraction) << 42;
        return std::bit_cast<double>(uint64_t(bits & 0x8000) << 48 | 0x7ff0000000000000 | payload);
    }
    if (exponent == 0) return sign * std::ldexp(fraction, -24);
    return sign * std::ldexp(fraction + 1024, exponent - 25);
}

// Unsigned division by zero gives all ones, as D3D defines it.
uint64_t divide(uint64_t a, uint64_t b, unsigned width) {
    return b ? a / b : truncate(~uint64_t{0}, width);
}
uint64_t remainder(uint64_t a, uint64_t b, unsigned width) {
    return b ? a % b : truncate(~uint64_t{0}, width);
}
uint64_t divideSigned(int64_t a, int64_t b) {
    if (b == 0) return ~uint64_t{0};
    return b == -1 ? uint64_t{0} - uint64_t(a) : uint64_t(a / b);
}
uint64_t remainderSigned(int64_t a, int64_t b) {
    if (b == 0) return ~uint64_t{0};
    return b == -1 ? 0 : uint64_t(a % b);
}

uint64_t foldInteger(BinaryOp op, unsigned width, uint64_t a, uint64_t b) {
    const unsigned amount = unsigned(b & (width - 1));
    switch (op) {
        case BinaryOp::Add:
            return a + b;
        case BinaryOp::Sub:
            return a - b;
        case BinaryOp::Mul:
            return a * b;
        case BinaryOp::UDiv:
            return divide(a, b, width);
        case BinaryOp::URem:
            return remainder(a, b, width);
        case BinaryOp::SDiv:
            return divideSigned(signExtend(a, width), signExtend(b, width));
        case BinaryOp::SRem:
            return remainderSigned(signExtend(a, width), signExtend(b, width));
        case BinaryOp::Shl:
            return a << amount;
        case BinaryOp::LShr:
            return a >> amount;
        case BinaryOp::AShr:
            return uint64_t(signExtend(a, width) >> amount);
        case BinaryOp::And:
            return a & b;
        case BinaryOp::Or:
            return a | b;
        default:
            return a ^ b;
    }
}

template <typename F>
F foldFloat(BinaryOp op, F a, F b) {
    switch (op) {
        case BinaryOp::FAdd:
            return a + b;
        case BinaryOp::FSub:
            return a - b;
        case BinaryOp::FMul:
            return a * b;
        case BinaryOp::FDiv:
            return a / b;
        default:
            return std::fmod(a, b);
    }
}

bool foldFloatCompare(Predicate predicate, double a, double b) {
    const unsigned code = unsigned(predicate);  // bits: equal, greater, less, unordered
    if (std::isnan(a) || std::isnan(b)) return code & 8;
    return (a == b && (code & 1)) || (a > b && (code & 2)) || (a < b && (code & 4));
}

bool foldIntCompare(Predicate predicate, unsigned width, uint64_t a, uint64_t b) {
    const int64_t sa = signExtend(a, width), sb = signExtend(b, width);
    switch (predicate) {
        case Predicate::IcmpEq:
            return a == b;
        case Predicate::IcmpNe:
            return a != b;
        case Predicate::IcmpUgt:
            return a > b;
        case Predicate::IcmpUge:
            return a >= b;
        case Predicate::IcmpUlt:
            return a < b;
        case Predicate::IcmpUle:
            return a <= b;
        case Predicate::IcmpSgt:
            return sa > sb;
        case Predicate::IcmpSge:
            return sa >= sb;
        case Predicate::IcmpSlt:
            return sa < sb;
        default:
            return sa <= sb;
    }
}

// Out of range, where LLVM's result is undefined: the nearest integer; NaN gives 0.
uint64_t floatToUnsigned(double value, unsigned width) {
    if (!(value > 0)) return 0;
    if (value >= std::ldexp(1.0, int(width))) return truncate(~uint64_t{0}, width);
    return uint64_t(value);
}
uint64_t floatToSigned(double value, unsigned width) {
    const double limit = std::ldexp(1.0, int(width) - 1);
    if (std::isnan(value)) return 0;
    if (value >= limit) return truncate(~uint64_t{0}, width) >> 1;
    if (value < -limit) return uint64_t{1} << (width - 1);
    return uint64_t(int64_t(value));
}

// An integer of 64 bits is rounded once, to the float's own precision.
uint64_t unsignedToFloat(uint64_t value, unsigned width) {
    if (width == 32) return std::bit_cast<uint32_t>(float(value));
    // For half: whatever double's rounding loses is far above half's range.
    return encodeFloat(double(value), width);
}
uint64_t signedToFloat(int64_t value, unsigned width) {
    if (width == 32) return std::bit_cast<uint32_t>(float(value));
    return encodeFloat(double(value), width);
}

}  // namespace

uint64_t encodeFloat(double value, unsigned width) {
    if (width == 16) return encodeHalf(value);
    if (width == 32) return std::bit_cast<uint32_t>(float(value));
    return std::bit_cast<uint64_t>(value);
}

double decodeFloat(uint64_t bits, unsigned width) {
    if (width == 16) return decodeHalf(uint16_t(bits));
    if (width == 32) return std::bit_cast<float>(uint32_t(bits));
    return std::bit_cast<double>(bits);
}

std::optional<uint64_t> foldBinary(BinaryOp op, const Type* type, uint64_t a, uint64_t b) {
    const unsigned width = type->bits;
    if (type->isInteger()) return truncate(foldInteger(op, width, a, b), width);
    if (!type->isFloat()) return std::nullopt;
    if (width == 32) {
        const float x = std::bit_cast<float>(uint32_t(a)), y = std::bit_cast<float>(uint32_t(b));
        return std::bit_cast<uint32_t>(foldFloat(op, x, y));
    }
    // Half: double has more than twice its precision, so the second rounding changes nothing.
    return encodeFloat(foldFloat(op, decodeFloat(a, width), decodeFloat(b, width)), width);
}

std::optional<bool> foldCompare(Predicate predicate, const Type* type, uint64_t a, uint64_t b) {
    if (type->isInteger()) return foldIntCompare(predicate, type->bits, a, b);
    if (!type->isFloat()) return std::nullopt;
    return foldFloatCompare(predicate, decodeFloat(a, type->bits), decodeFloat(b, type->bits));
}

std::optional<uint64_t> foldCast(CastOp op, const Type* from, const Type* to, uint64_t value) {
    const unsigned width = to->bits;
    const auto number = [&] { return decodeFloat(value, from->bits); };
    switch (op) {
        case CastOp::Trunc:
            return truncate(value, width);
        case CastOp::ZExt:
            return value;
        case CastOp::SExt:
            return truncate(uint64_t(signExtend(value, from->bits)), width);
        case CastOp::FPToUI:
            return floatToUnsigned(number(), width);
        case CastOp::FPToSI:
            return truncate(floatToSigned(number(), width), width);
        case CastOp::UIToFP:
            return unsignedToFloat(value, width);
        case CastOp::SIToFP:
            return signedToFloat(signExtend(value, from->bits), width);
        case CastOp::FPTrunc:
        case CastOp::FPExt:
            return encodeFloat(number(), width);
        case CastOp::Bitcast:
            if (from->bits == width && !from->isPointer() && !to->isPointer()) return value;
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

}  // namespace baker::dxil
