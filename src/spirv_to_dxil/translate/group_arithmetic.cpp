// Reductions and scans over the active lanes.
//
// DXIL reduces with every operation, and scans (exclusively) with addition and multiplication.
// Other scans, and reductions of clusters, fold the lanes' values one after another in a loop that
// all active lanes run alike.
#include <limits>

#include "spirv_to_dxil/translate/group.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"

namespace baker::translate {
namespace {

using dxil::BasicBlock;
using dxil::BinaryOp;
using dxil::DxOp;
using dxil::Predicate;
using spirv::Type;
using spirv::TypeKind;
using spv::GroupOperation;

// --- the operations

struct Arithmetic {
    TypeKind kind;
    Value* (*combine)(Translator&, Value*, Value*);
    Value* (*identity)(Translator&, const Type& scalar);
    Value* (*reduce)(Translator&, Value*);
    Value* (*scan)(Translator&, Value*);  // exclusive; null where DXIL has none
    bool isSigned = false;                // narrow operands are to be sign-extended
};

template <BinaryOp op>
Value* binary(Translator& t, Value* a, Value* b) {
    return t.build.binary(op, a, b);
}
template <DxOp op>
Value* limit(Translator& t, Value* a, Value* b) {
    return t.build.dxOp(op, a->type, {a, b});
}

// Codes of dx.op.waveActiveOp and waveActiveBit.
enum WaveOp : uint32_t { kSum = 0, kProduct = 1, kMin = 2, kMax = 3 };
enum WaveBit : uint32_t { kAnd = 0, kOr = 1, kXor = 2 };

template <WaveOp op, bool isUnsigned = false>
Value* waveReduce(Translator& t, Value* v) {
    return waveOp(t, DxOp::WaveActiveOp, v->type, {v, t.dx.i8(op), t.dx.i8(isUnsigned)});
}
template <WaveBit op>
Value* waveReduceBits(Translator& t, Value* v) {
    return waveOp(t, DxOp::WaveActiveBit, v->type, {v, t.dx.i8(op)});
}
template <WaveOp op>
Value* waveScan(Translator& t, Value* v) {
    return waveOp(t, DxOp::WavePrefixOp, v->type, {v, t.dx.i8(op), t.dx.i8(0)});
}

// --- booleans, by counting lanes

Value* isOdd(Translator& t, Value* count) {
    Value* bit = t.build.bitAnd(count, t.dx.i32(1));
    return t.build.compare(Predicate::IcmpNe, bit, t.dx.i32(0));
}
Value* countAll(Translator& t, Value* v) {
    return waveOp(t, DxOp::WaveAllBitCount, nullptr, {v});
}
Value* countBefore(Translator& t, Value* v) {
    return waveOp(t, DxOp::WavePrefixBitCount, nullptr, {v});
}
Value* reduceAnd(Translator& t, Value* v) {
    return waveOp(t, DxOp::WaveAllTrue, nullptr, {v});
}
Value* reduceOr(Translator& t, Value* v) {
    return waveOp(t, DxOp::WaveAnyTrue, nullptr, {v});
}
Value* reduceXor(Translator& t, Value* v) {
    return isOdd(t, countAll(t, v));
}
Value* scanAnd(Translator& t, Value* v) {
    Value* others = countBefore(t, t.build.bitNot(v));
    return t.build.compare(Predicate::IcmpEq, others, t.dx.i32(0));
}
Value* scanOr(Translator& t, Value* v) {
    return t.build.compare(Predicate::IcmpNe, countBefore(t, v), t.dx.i32(0));
}
Value* scanXor(Translator& t, Value* v) {
    return isOdd(t, countBefore(t, v));
}

// --- identities

Value* zeroOf(Translator& t, const Type& scalar) {
    return zero(t, scalar);
}
Value* oneOf(Translator& t, const Type& scalar) {
    const dxil::Type* type = carrier(t, scalar);
    return type->isFloat() ? t.dx.constantFloat(type, 1) : t.dx.constantInt(type, 1);
}
Value* onesOf(Translator& t, const Type& scalar) {
    if (scalar.kind == TypeKind::Bool) return t.dx.i1(true);
    return narrow(t, scalar, t.dx.constantInt(carrier(t, scalar), ~uint64_t{0}));
}
// As sign-extended numbers of the carrier.
Value* leastSigned(Translator& t, const Type& scalar) {
    return t.dx.constantInt(carrier(t, scalar), ~uint64_t{0} << (scalar.width - 1));
}
Value* greatestSigned(Translator& t, const Type& scalar) {
    return t.dx.constantInt(carrier(t, scalar), (uint64_t{1} << (scalar.width - 1)) - 1);
}
Value* infinityOf(Translator& t, const Type& scalar) {
    return t.dx.constantFloat(carrier(t, scalar), std::numeric_limits<double>::infinity());
}
Value* minusInfinityOf(Translator& t, const Type& scalar) {
    return t.dx.constantFloat(carrier(t, scalar), -std::numeric_limits<double>::infinity());
}

constexpr auto kInt = TypeKind::Int, kFloat = TypeKind::Float, kBool = TypeKind::Bool;
constexpr bool kSigned = true, kUnsigned = true;
constexpr Arithmetic kIAdd{kInt, binary<BinaryOp::Add>, zeroOf, waveReduce<kSum>, waveScan<kSum>};
constexpr Arithmetic kFAdd{kFloat, binary<BinaryOp::FAdd>, zeroOf, waveReduce<kSum>,
                           waveScan<kSum>};
constexpr Arithmetic kIMul{kInt, binary<BinaryOp::Mul>, oneOf, waveReduce<kProduct>,
                           waveScan<kProduct>};
constexpr Arithmetic kFMul{kFloat, binary<BinaryOp::FMul>, oneOf, waveReduce<kProduct>,
                           waveScan<kProduct>};
constexpr Arithmetic kSMin{kInt,   limit<DxOp::IMin>, greatestSigned, waveReduce<kMin>, nullptr,
                           kSigned};
constexpr Arithmetic kSMax{kInt,   limit<DxOp::IMax>, leastSigned, waveReduce<kMax>, nullptr,
                           kSigned};
constexpr Arithmetic kUMin{kInt, limit<DxOp::UMin>, onesOf, waveReduce<kMin, kUnsigned>, nullptr};
constexpr Arithmetic kUMax{kInt, limit<DxOp::UMax>, zeroOf, waveReduce<kMax, kUnsigned>, nullptr};
constexpr Arithmetic kFMin{kFloat, limit<DxOp::FMin>, infinityOf, waveReduce<kMin>, nullptr};
constexpr Arithmetic kFMax{kFloat, limit<DxOp::FMax>, minusInfinityOf, waveReduce<kMax>, nullptr};
constexpr Arithmetic kBitAnd{kInt, binary<BinaryOp::And>, onesOf, waveReduceBits<kAnd>, nullptr};
constexpr Arithmetic kBitOr{kInt, binary<BinaryOp::Or>, zeroOf, waveReduceBits<kOr>, nullptr};
constexpr Arithmetic kBitXor{kInt, binary<BinaryOp::Xor>, zeroOf, waveReduceBits<kXor>, nullptr};
constexpr Arithmetic kAll{kBool, binary<BinaryOp::And>, onesOf, reduceAnd, scanAnd};
constexpr Arithmetic kAny{kBool, binary<BinaryOp::Or>, zeroOf, reduceOr, scanOr};
constexpr Arithmetic kOdd{kBool, binary<BinaryOp::Xor>, zeroOf, reduceXor, scanXor};

// --- the loop

// Which lanes are folded: `count` of them from `first` on, those below `limit` alone.
struct LaneRange {
    Value* first;
    Value* count;  // the same in every lane, or lanes would leave the loop before others read from
                   // them
    Value* limit;
};

LaneRange rangeOf(Translator& t, GroupOperation operation, Value* clusterSize) {
    dxil::Builder& b = t.build;
    Value *none = t.dx.i32(0), *one = t.dx.i32(1), *lane = laneIndex(t);
    switch (operation) {
        case GroupOperation::InclusiveScan:
            return {none, laneCount(t), b.add(lane, one)};
        case GroupOperation::ExclusiveScan:
            return {none, laneCount(t), lane};
        default:
            break;
    }
    Value* first = b.bitAnd(lane, b.neg(clusterSize));
    return {first, clusterSize, b.add(first, clusterSize)};
}

// Folds each value over the active lanes of the range, in the lanes' order.
std::vector<Value*> foldLanes(Translator& t, const Type& scalar, const Arithmetic& op,
                              std::span<Value* const> values, const LaneRange& range) {
    dxil::Builder& b = t.build;
    const LaneMask active = ballot(t, t.dx.i1(true));
    BasicBlock *before = b.block(), *loop = t.addBlock(), *after = t.addBlock();
    b.branch(loop);
    b.setBlock(loop);
    dxil::Phi* step = b.phi(t.dx.types().i32());
    Value* lane = b.add(range.first, step);
    Value* counts =
        b.bitAnd(b.compare(Predicate::IcmpUlt, lane, range.limit), hasLane(t, active, lane));
    std::vector<Value*> folded;
    for (Value* value : values) {
        dxil::Phi* sum = b.phi(value->type);
        Value* with = op.combine(t, sum, readLane(t, scalar, value, lane));
        if (!op.isSigned) with = narrow(t, scalar, with);
        folded.push_back(b.select(counts, with, sum));
        b.addIncoming(sum, op.identity(t, scalar), before);
        b.addIncoming(sum, folded.back(), loop);
    }
    Value* next = b.add(step, t.dx.i32(1));
    b.addIncoming(step, t.dx.i32(0), before);
    b.addIncoming(step, next, loop);
    b.condBranch(b.compare(Predicate::IcmpUlt, next, range.count), loop, after);
    b.setBlock(after);
    return folded;
}

// --- instructions; words: type, result, scope, operation, value, cluster size

std::vector<Value*> scanOrReduce(Translator& t, const Type& scalar, const Arithmetic& op,
                                 GroupOperation operation, std::span<Value* const> values,
                                 Value* clusterSize) {
    const bool isScan =
        operation == GroupOperation::InclusiveScan || operation == GroupOperation::ExclusiveScan;
    if (operation == GroupOperation::ClusteredReduce || (isScan && !op.scan))
        return foldLanes(t, scalar, op, values, rangeOf(t, operation, clusterSize));
    std::vector<Value*> results;
    for (Value* value : values) {
        Value* result = isScan ? op.scan(t, value) : op.reduce(t, value);
        if (operation == GroupOperation::InclusiveScan) result = op.combine(t, result, value);
        results.push_back(result);
    }
    return results;
}

bool isSupported(GroupOperation operation) {
    return operation == GroupOperation::Reduce || operation == GroupOperation::InclusiveScan ||
           operation == GroupOperation::ExclusiveScan ||
           operation == GroupOperation::ClusteredReduce;
}

// The operand of a clustered reduction; null for the others and after an error.
Value* clusterSizeOf(Translator& t, const Instruction& inst, GroupOperation operation) {
    if (operation != GroupOperation::ClusteredReduce) return nullptr;
    const uint32_t size = t.constant(inst.word(6));
    if (size == 0 || (size & (size - 1))) t.fail("a cluster's size must be a power of two");
    return t.failed()
               ? nullptr
               : t.build.dxOp(DxOp::UMin, t.dx.types().i32(), {t.dx.i32(size), laneCount(t)});
}

template <const Arithmetic& op>
void arithmetic(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    const auto operation = static_cast<GroupOperation>(inst.word(4));
    const Type* scalar = groupOperand(t, inst.word(5));
    if (!scalar) return;
    if (scalar->kind != op.kind || !isSupported(operation))
        return t.fail("the group operation is not supported");
    Value* clusterSize = clusterSizeOf(t, inst, operation);
    const Scalars operand =
        t.scalars(inst.word(5), carrier(t, *scalar), t.resultType(inst).scalars);
    if (t.failed()) return;
    std::vector<Value*> values(operand.begin(), operand.end());
    if (op.isSigned)
        for (Value*& value : values) value = signExtended(t, *scalar, value);
    std::vector<Value*> results = scanOrReduce(t, *scalar, op, operation, values, clusterSize);
    for (Value*& result : results) result = narrow(t, *scalar, result);
    t.define(inst, t.keep(results));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpGroupNonUniformIAdd, 6, arithmetic<kIAdd>},
    {spv::Op::OpGroupNonUniformFAdd, 6, arithmetic<kFAdd>},
    {spv::Op::OpGroupNonUniformIMul, 6, arithmetic<kIMul>},
    {spv::Op::OpGroupNonUniformFMul, 6, arithmetic<kFMul>},
    {spv::Op::OpGroupNonUniformSMin, 6, arithmetic<kSMin>},
    {spv::Op::OpGroupNonUniformUMin, 6, arithmetic<kUMin>},
    {spv::Op::OpGroupNonUniformFMin, 6, arithmetic<kFMin>},
    {spv::Op::OpGroupNonUniformSMax, 6, arithmetic<kSMax>},
    {spv::Op::OpGroupNonUniformUMax, 6, arithmetic<kUMax>},
    {spv::Op::OpGroupNonUniformFMax, 6, arithmetic<kFMax>},
    {spv::Op::OpGroupNonUniformBitwiseAnd, 6, arithmetic<kBitAnd>},
    {spv::Op::OpGroupNonUniformBitwiseOr, 6, arithmetic<kBitOr>},
    {spv::Op::OpGroupNonUniformBitwiseXor, 6, arithmetic<kBitXor>},
    {spv::Op::OpGroupNonUniformLogicalAnd, 6, arithmetic<kAll>},
    {spv::Op::OpGroupNonUniformLogicalOr, 6, arithmetic<kAny>},
    {spv::Op::OpGroupNonUniformLogicalXor, 6, arithmetic<kOdd>},
};

}  // namespace

std::span<const EmitterRow> groupArithmeticEmitters() {
    return kRows;
}

}  // namespace baker::translate
