#include "spirv_to_dxil/dxil/builder.hpp"

#include <array>
#include <cassert>

#include "spirv_to_dxil/dxil/fold.hpp"
#include "spirv_to_dxil/dxil/resource_properties.hpp"

namespace baker::dxil {
namespace {

bool isCommutative(BinaryOp op) {
    switch (op) {
        case BinaryOp::Add:
        case BinaryOp::Mul:
        case BinaryOp::And:
        case BinaryOp::Or:
        case BinaryOp::Xor:
            return true;
        default:
            return false;
    }
}

uint64_t allOnes(const Type* type) {
    return type->bits == 64 ? ~uint64_t{0} : (uint64_t{1} << type->bits) - 1;
}

// x op c, of integers, where the result is x or c whatever x is.
Value* identity(BinaryOp op, Value* x, Value* constant, uint64_t c) {
    switch (op) {
        case BinaryOp::Add:
        case BinaryOp::Sub:
        case BinaryOp::Xor:
        case BinaryOp::Shl:
        case BinaryOp::LShr:
        case BinaryOp::AShr:
            return c == 0 ? x : nullptr;
        case BinaryOp::Or:
            return c == 0 ? x : c == allOnes(x->type) ? constant : nullptr;
        case BinaryOp::And:
            return c == 0 ? constant : c == allOnes(x->type) ? x : nullptr;
        case BinaryOp::Mul:
            return c == 0 ? constant : c == 1 ? x : nullptr;
        case BinaryOp::UDiv:
        case BinaryOp::SDiv:
            return c == 1 ? x : nullptr;
        default:
            return nullptr;
    }
}

void addPredecessor(Arena& arena, BasicBlock* block, BasicBlock* predecessor) {
    for (BasicBlock* known : block->predecessors)
        if (known == predecessor) return;
    block->predecessors.push(arena, predecessor);
}

void insertAtHead(BasicBlock* block, Instruction* instruction) {
    instruction->block = block;
    instruction->next = block->first;
    (block->first ? block->first->previous : block->last) = instruction;
    block->first = instruction;
}

const Type* elementAt(const Type* type, Value* index) {
    if (type->kind == TypeKind::Array) return type->element();
    return type->elements[static_cast<Constant*>(index)->bits];
}

}  // namespace

Instruction* Builder::make(Opcode opcode, const Type* type, std::span<Value* const> operands) {
    auto* instruction = module_.arena().make<Instruction>(opcode, type);
    instruction->operands = module_.arena().copy(operands);
    return instruction;
}

Instruction* Builder::append(Instruction* instruction) {
    assert(block_ && !terminated());
    instruction->block = block_;
    instruction->previous = block_->last;
    (block_->last ? block_->last->next : block_->first) = instruction;
    block_->last = instruction;
    return instruction;
}

Value* Builder::binary(BinaryOp op, Value* a, Value* b) {
    a = resolve(a), b = resolve(b);
    assert(a->type == b->type);
    const Constant *ca = asNumber(a), *cb = asNumber(b);
    if (ca && cb) {
        const auto folded = foldBinary(op, a->type, ca->bits, cb->bits);
        if (folded && a->type->isFloat()) return module_.constantFloatBits(a->type, *folded);
        if (folded) return module_.constantInt(a->type, *folded);
    }
    if (a->type->isInteger()) {
        if (ca && isCommutative(op)) std::swap(a, b), std::swap(ca, cb);
        if (cb)
            if (Value* same = identity(op, a, b, cb->bits)) return same;
    }
    Instruction* instruction = make(Opcode::Binary, a->type, std::array{a, b});
    instruction->detail = uint8_t(op);
    if (a->type->isFloat()) instruction->flags = fastMath_;
    return append(instruction);
}

Value* Builder::compare(Predicate predicate, Value* a, Value* b) {
    a = resolve(a), b = resolve(b);
    assert(a->type == b->type);
    const Constant *ca = asNumber(a), *cb = asNumber(b);
    if (ca && cb)
        if (auto folded = foldCompare(predicate, a->type, ca->bits, cb->bits))
            return module_.i1(*folded);
    Instruction* instruction = make(Opcode::Compare, types().i1(), std::array{a, b});
    instruction->detail = uint8_t(predicate);
    if (a->type->isFloat()) instruction->flags = fastMath_;
    return append(instruction);
}

Value* Builder::cast(CastOp op, Value* value, const Type* to) {
    value = resolve(value);
    if (value->type == to) return value;
    if (value->kind == ValueKind::Undef) return module_.undef(to);
    if (const Constant* c = asNumber(value))
        if (auto folded = foldCast(op, value->type, to, c->bits))
            return to->isFloat() ? module_.constantFloatBits(to, *folded)
                                 : module_.constantInt(to, *folded);
    if (module_.distinctConversions) value = distinctOperand(op, value, to);
    Instruction* instruction = make(Opcode::Cast, to, std::array{value});
    instruction->detail = uint8_t(op);
    return append(instruction);
}

// The value itself, or, where it was already converted to another type, its bits by a detour that
// nobody sees through.
Value* Builder::distinctOperand(CastOp op, Value* value, const Type* to) {
    if (op < CastOp::FPToUI || op > CastOp::SIToFP || value->type->bits < 32) return value;
    const Type* first = conversions_.try_emplace({op, value}, to).first->second;
    if (first->bits == to->bits) return value;
    const Type* integer = types().integer(value->type->bits);
    Value* one = module_.constantInt(integer, 1);
    return bitcast(sub(add(bitcast(value, integer), one), one), value->type);
}

Value* Builder::select(Value* condition, Value* a, Value* b) {
    condition = resolve(condition), a = resolve(a), b = resolve(b);
    assert(a->type == b->type);
    if (const Constant* c = asNumber(condition)) return c->bits ? a : b;
    if (a == b) return a;
    return append(make(Opcode::Select, a->type, std::array{condition, a, b}));
}

Value* Builder::extractValue(Value* aggregate, uint32_t index) {
    aggregate = resolve(aggregate);
    const Type* type = aggregate->type->kind == TypeKind::Array ? aggregate->type->element()
                                                                : aggregate->type->elements[index];
    Instruction* instruction = make(Opcode::ExtractValue, type, std::array{aggregate});
    instruction->index = index;
    return append(instruction);
}

Phi* Builder::phi(const Type* type, BasicBlock* block) {
    Phi* phi = module_.arena().make<Phi>(type);
    insertAtHead(block, phi);
    return phi;
}

void Builder::replace(Value* old, Value* successor) {
    successor = resolve(successor);
    if (old == successor) return;
    old->forward = successor;
    if (old->kind == ValueKind::Instruction) erase(static_cast<Instruction*>(old));
}

Value* Builder::bitNot(Value* a) {
    return bitXor(a, module_.constantInt(resolve(a)->type, ~uint64_t{0}));
}

Value* Builder::fneg(Value* a) {
    a = resolve(a);
    const uint64_t sign = uint64_t{1} << (a->type->bits - 1);
    if (const Constant* c = asNumber(a)) return module_.constantFloatBits(a->type, c->bits ^ sign);
    return fsub(module_.constantFloatBits(a->type, sign), a);
}

Value* Builder::neg(Value* a) {
    return sub(module_.constantInt(resolve(a)->type, 0), a);
}

Value* Builder::alloca_(const Type* type, uint32_t alignment) {
    BasicBlock* entry = block_->function->blocks[0];
    Instruction* instruction =
        make(Opcode::Alloca, types().pointer(type), std::array<Value*, 1>{module_.i32(1)});
    instruction->allocated = type;
    instruction->alignment = alignment;
    insertAtHead(entry, instruction);
    return instruction;
}

Value* Builder::gep(Value* pointer, std::span<Value* const> indices) {
    pointer = resolve(pointer);
    const Type* type = pointer->type->element();
    std::vector<Value*> operands{pointer};
    for (Value* index : indices) operands.push_back(resolve(index));
    for (size_t i = 2; i < operands.size(); ++i) type = elementAt(type, operands[i]);
    return append(
        make(Opcode::GetElementPtr, types().pointer(type, pointer->type->addressSpace), operands));
}

Value* Builder::load(Value* pointer, uint32_t alignment) {
    pointer = resolve(pointer);
    Instruction* instruction = make(Opcode::Load, pointer->type->element(), std::array{pointer});
    instruction->alignment = alignment;
    return append(instruction);
}

void Builder::store(Value* pointer, Value* value, uint32_t alignment) {
    Instruction* instruction =
        make(Opcode::Store, types().voidType(), std::array{resolve(pointer), resolve(value)});
    instruction->alignment = alignment;
    append(instruction);
}

Value* Builder::atomicRmw(AtomicRmwOp op, Value* pointer, Value* value) {
    Instruction* instruction =
        make(Opcode::AtomicRmw, resolve(value)->type, std::array{resolve(pointer), resolve(value)});
    instruction->detail = uint8_t(op);
    return append(instruction);
}

Value* Builder::cmpXchg(Value* pointer, Value* expected, Value* desired) {
    const Type* type = types().literalStruct(std::array{resolve(desired)->type, types().i1()});
    return append(make(Opcode::CmpXchg, type,
                       std::array{resolve(pointer), resolve(expected), resolve(desired)}));
}

Value* Builder::call(Function* callee, std::span<Value* const> arguments) {
    Instruction* instruction = make(Opcode::Call, callee->functionType->returnType(), arguments);
    for (Value*& argument : instruction->operands) argument = resolve(argument);
    instruction->callee = callee;
    return append(instruction);
}

Value* Builder::dxOp(DxOp op, const Type* overload, std::span<Value* const> arguments) {
    assert(dxOpInfo(op).shape.size() == arguments.size() + 1);
    Function* callee = module_.dxOp(op, overload);
    Instruction* instruction =
        module_.arena().make<Instruction>(Opcode::Call, callee->functionType->returnType());
    instruction->operands = module_.arena().array<Value*>(arguments.size() + 1);
    instruction->operands[0] = module_.i32(uint64_t(op));
    for (size_t i = 0; i < arguments.size(); ++i) {
        instruction->operands[i + 1] = resolve(arguments[i]);
        assert(instruction->operands[i + 1]->type == callee->functionType->parameters()[i + 1]);
    }
    instruction->callee = callee;
    return append(instruction);
}

Value* Builder::createHandle(const Resource& resource, Value* index, bool nonUniform) {
    Value* reg = add(index, module_.i32(resource.range.base));
    if (module_.shaderModel.minor >= 6) return handleFromBinding(resource, reg, nonUniform);
    return dxOp(DxOp::CreateHandle, nullptr,
                {module_.i8(uint64_t(resource.resourceClass)), module_.i32(resource.id), reg,
                 module_.i1(nonUniform)});
}

Value* Builder::handleFromBinding(const Resource& resource, Value* reg, bool nonUniform) {
    const RegisterRange& range = resource.range;
    const uint32_t last =
        range.count == kUnboundedCount ? UINT32_MAX : range.base + range.count - 1;
    const auto parameters =
        module_.dxOp(DxOp::CreateHandleFromBinding, nullptr)->functionType->parameters();
    Value* bind = module_.constantAggregate(
        parameters[1],
        std::array<Value*, 4>{module_.i32(range.base), module_.i32(last), module_.i32(range.space),
                              module_.i8(uint64_t(resource.resourceClass))});
    Value* handle =
        dxOp(DxOp::CreateHandleFromBinding, nullptr, {bind, reg, module_.i1(nonUniform)});

    const ResourceProperties properties = resourceProperties(resource);
    const auto annotate = module_.dxOp(DxOp::AnnotateHandle, nullptr)->functionType->parameters();
    Value* annotation = module_.constantAggregate(
        annotate[2],
        std::array<Value*, 2>{module_.i32(properties.basic), module_.i32(properties.typed)});
    return dxOp(DxOp::AnnotateHandle, nullptr, {handle, annotation});
}

Instruction* Builder::terminate(Opcode opcode, std::span<Value* const> operands,
                                std::span<BasicBlock* const> targets) {
    Instruction* instruction = make(opcode, types().voidType(), operands);
    instruction->blocks = module_.arena().copy(targets);
    append(instruction);
    for (BasicBlock* target : targets) addPredecessor(module_.arena(), target, block_);
    return instruction;
}

void Builder::branch(BasicBlock* target) {
    terminate(Opcode::Branch, {}, {&target, 1});
}

void Builder::condBranch(Value* condition, BasicBlock* ifTrue, BasicBlock* ifFalse) {
    condition = resolve(condition);
    if (ifTrue == ifFalse) return branch(ifTrue);
    terminate(Opcode::CondBranch, {&condition, 1}, std::array{ifTrue, ifFalse});
}

void Builder::switch_(Value* value, BasicBlock* otherwise, std::span<const SwitchCase> cases) {
    value = resolve(value);
    std::vector<Value*> operands{value};
    std::vector<BasicBlock*> targets{otherwise};
    for (const SwitchCase& one : cases) {
        operands.push_back(module_.constantInt(value->type, one.value));
        targets.push_back(one.target);
    }
    terminate(Opcode::Switch, operands, targets);
}

void Builder::ret() {
    terminate(Opcode::Return, {}, {});
}

void Builder::unreachable() {
    terminate(Opcode::Unreachable, {}, {});
}

}  // namespace baker::dxil
