#include "spirv_to_dxil/translate/small_float.hpp"

namespace baker::translate {
namespace {

using dxil::Predicate;

constexpr uint32_t kHalf = 0x3f000000;  // 0.5f
constexpr uint32_t kMagnitude = 0x7fffffff;

// Half way between each number and the next, as floats; a tie goes to the number that is even.
struct Midpoint {
    uint32_t bits;
    bool tieGoesUp;
};
constexpr Midpoint kMidpoints[] = {
    {0x3e800000, false},  // 0.25
    {0x3f400000, true},   // 0.75
    {0x3fa00000, false},  // 1.25
    {0x3fe00000, true},   // 1.75
    {0x40200000, false},  // 2.5
    {0x40600000, true},   // 3.5
    {0x40a00000, false},  // 5
};

}  // namespace

Value* fromE2M1(Translator& t, Value* bits) {
    dxil::Builder& b = t.build;
    Value* magnitude = b.bitAnd(bits, t.dx.i32(7));
    // Exponent and mantissa stand together: from 1 on they only need another bias.
    Value* normal = b.add(b.shl(magnitude, t.dx.i32(22)), t.dx.i32(126u << 23));
    Value* isZero = b.compare(Predicate::IcmpEq, magnitude, t.dx.i32(0));
    Value* isHalf = b.compare(Predicate::IcmpEq, magnitude, t.dx.i32(1));
    Value* value = b.select(isZero, t.dx.i32(0), b.select(isHalf, t.dx.i32(kHalf), normal));
    Value* sign = b.shl(b.bitAnd(bits, t.dx.i32(8)), t.dx.i32(28));
    return b.bitcast(b.bitOr(value, sign), t.dx.types().f32());
}

Value* toE2M1(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    Value* bits = b.bitcast(value, t.dx.types().i32());
    // Positive floats are in the order of their bits.
    Value* magnitude = b.bitAnd(bits, t.dx.i32(kMagnitude));
    Value* code = t.dx.i32(0);
    for (const Midpoint& m : kMidpoints) {
        const Predicate above = m.tieGoesUp ? Predicate::IcmpUge : Predicate::IcmpUgt;
        Value* isAbove = b.compare(above, magnitude, t.dx.i32(m.bits));
        code = b.add(code, b.cast(dxil::CastOp::ZExt, isAbove, t.dx.types().i32()));
    }
    Value* sign = b.bitAnd(b.lshr(bits, t.dx.i32(28)), t.dx.i32(8));
    return b.bitOr(code, sign);
}

}  // namespace baker::translate
