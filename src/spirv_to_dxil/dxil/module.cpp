#include "spirv_to_dxil/dxil/module.hpp"

#include <array>
#include <cassert>
#include <string>

#include "spirv_to_dxil/dxil/fold.hpp"

namespace baker::dxil {
namespace {

uint64_t widthMask(const Type* type) {
    return type->bits == 64 ? ~uint64_t{0} : (uint64_t{1} << type->bits) - 1;
}

size_t hashNumber(ValueKind kind, const Type* type, uint64_t bits) {
    uint64_t hash =
        (bits ^ (uint64_t(type->index) << 40) ^ (uint64_t(kind) << 56)) * 0x9e3779b97f4a7c15ull;
    return size_t(hash ^ (hash >> 31));
}

FunctionAttribute attributeOf(DxOpAttribute attribute) {
    switch (attribute) {
        case DxOpAttribute::ReadNone:
            return FunctionAttribute::ReadNone;
        case DxOpAttribute::ReadOnly:
            return FunctionAttribute::ReadOnly;
        case DxOpAttribute::NoDuplicate:
            return FunctionAttribute::NoDuplicate;
        case DxOpAttribute::Wave:
            return FunctionAttribute::Discardable;
        default:
            return FunctionAttribute::None;
    }
}

}  // namespace

Module::Module(ShaderKind k, ShaderModel model)
    : kind(k), shaderModel(model), types_(arena_), numbers_(256) {}

Resource& Module::addResource(const Resource& resource) {
    for (Resource* known : resources_)
        if (known->resourceClass == resource.resourceClass && known->kind == resource.kind &&
            known->component == resource.component && known->range == resource.range)
            return *known;
    Resource* copy = arena_.make<Resource>(resource);
    copy->name = arena_.copy(resource.name);
    copy->id = rangeCount_[size_t(resource.resourceClass)]++;
    resources_.push_back(copy);
    return *copy;
}

Constant* Module::number(ValueKind valueKind, const Type* type, uint64_t bits) {
    const size_t mask = numbers_.size() - 1;
    size_t slot = hashNumber(valueKind, type, bits) & mask;
    for (; Constant* c = numbers_[slot]; slot = (slot + 1) & mask)
        if (c->kind == valueKind && c->type == type && c->bits == bits) return c;
    Constant* constant = arena_.make<Constant>(valueKind, type);
    constant->bits = bits;
    numbers_[slot] = constant;
    constants_.push_back(constant);
    if (++numberCount_ * 2 > numbers_.size()) growNumbers(numbers_.size() * 2);
    return constant;
}

void Module::growNumbers(size_t size) {
    std::vector<Constant*> old(size);
    old.swap(numbers_);
    for (Constant* c : old) {
        if (!c) continue;
        size_t slot = hashNumber(c->kind, c->type, c->bits) & (size - 1);
        while (numbers_[slot]) slot = (slot + 1) & (size - 1);
        numbers_[slot] = c;
    }
}

Constant* Module::constantInt(const Type* type, uint64_t bits) {
    assert(type->isInteger());
    return number(ValueKind::ConstantInt, type, bits & widthMask(type));
}

Constant* Module::constantFloatBits(const Type* type, uint64_t bits) {
    assert(type->isFloat());
    return number(ValueKind::ConstantFloat, type, bits & widthMask(type));
}

Constant* Module::constantFloat(const Type* type, double value) {
    return constantFloatBits(type, encodeFloat(value, type->bits));
}

Constant* Module::undef(const Type* type) {
    return number(ValueKind::Undef, type, 0);
}

Constant* Module::null(const Type* type) {
    if (type->isInteger()) return constantInt(type, 0);
    if (type->isFloat()) return constantFloatBits(type, 0);
    return number(ValueKind::Null, type, 0);
}

Value* Module::constantAggregate(const Type* type, std::span<Value* const> elements) {
    auto* constant = arena_.make<ConstantAggregate>(ValueKind::ConstantAggregate, type);
    constant->elements = arena_.copy(elements);
    constants_.push_back(constant);
    return constant;
}

Value* Module::constantData(const Type* type, std::span<const uint64_t> elements) {
    assert(type->kind == TypeKind::Array && type->count == elements.size());
    auto* constant = arena_.make<ConstantData>(ValueKind::ConstantData, type);
    constant->elements = arena_.copy(elements);
    constants_.push_back(constant);
    return constant;
}

GlobalVariable* Module::addConstantTable(std::string_view name, Value* initializer) {
    const Type* pointer = types_.pointer(initializer->type);
    auto* global = arena_.make<GlobalVariable>(ValueKind::GlobalVariable, pointer);
    global->valueType = initializer->type;
    global->initializer = initializer;
    global->constant = true;
    global->name = arena_.copy(name);
    globals_.push_back(global);
    return global;
}

GlobalVariable* Module::addGroupShared(std::string_view name, const Type* valueType,
                                       uint32_t alignment) {
    const Type* pointer = types_.pointer(valueType, AddressSpace::GroupShared);
    auto* global = arena_.make<GlobalVariable>(ValueKind::GlobalVariable, pointer);
    global->valueType = valueType;
    global->alignment = alignment;
    global->name = arena_.copy(name);
    globals_.push_back(global);
    return global;
}

Function* Module::addFunction(std::string_view name, const Type* functionType) {
    auto* function = arena_.make<Function>(ValueKind::Function, types_.pointer(functionType));
    function->functionType = functionType;
    function->name = arena_.copy(name);
    const auto parameters = functionType->parameters();
    function->arguments = arena_.array<Argument*>(parameters.size());
    for (size_t i = 0; i < parameters.size(); ++i) {
        function->arguments[i] = arena_.make<Argument>(ValueKind::Argument, parameters[i]);
        function->arguments[i]->index = uint32_t(i);
    }
    functions_.push_back(function);
    return function;
}

BasicBlock* Module::addBlock(Function* function) {
    auto* block = arena_.make<BasicBlock>();
    block->function = function;
    block->id = function->blocks.size();
    function->blocks.push(arena_, block);
    return block;
}

const Type* Module::handleType() {
    const Type* member = types_.pointer(types_.i8());
    return types_.structure("dx.types.Handle", {&member, 1});
}

const Type* Module::resRetType(const Type* e) {
    const std::array members{e, e, e, e, types_.i32()};
    return types_.structure("dx.types.ResRet." + std::string(overloadName(e)), members);
}

const Type* Module::cbufRetType(const Type* e) {
    const std::array<const Type*, 8> members{e, e, e, e, e, e, e, e};
    const size_t count = 128 / e->bits;
    std::string name = "dx.types.CBufRet." + std::string(overloadName(e));
    if (e->bits == 16) name += ".8";
    return types_.structure(name, std::span(members).first(count));
}

const Type* Module::shapeType(char shape, const Type* overload) {
    const Type* i32 = types_.i32();
    const auto structure = [&](std::string_view name, std::initializer_list<const Type*> members) {
        return types_.structure(name, {members.begin(), members.size()});
    };
    switch (shape) {
        case 'v':
            return types_.voidType();
        case '1':
            return types_.i1();
        case '8':
            return types_.i8();
        case 'w':
            return types_.i16();
        case 'i':
            return i32;
        case 'l':
            return types_.i64();
        case 'h':
            return types_.half();
        case 'f':
            return types_.f32();
        case 'd':
            return types_.f64();
        case 'o':
            return overload;
        case 'r':
            return handleType();
        case 'R':
            return resRetType(overload);
        case 'C':
            return cbufRetType(overload);
        case 'D':
            return structure("dx.types.Dimensions", {i32, i32, i32, i32});
        case 'S':
            return structure("dx.types.SamplePos", {types_.f32(), types_.f32()});
        case 'c':
            return structure("dx.types.i32c", {i32, types_.i1()});
        case 't':
            return structure("dx.types.twoi32", {i32, i32});
        case 's':
            return structure("dx.types.splitdouble", {i32, i32});
        case 'q':
            return structure("dx.types.fouri32", {i32, i32, i32, i32});
        case 'u':
            return structure(overload->bits == 16 ? "dx.types.fouri16" : "dx.types.fouri32",
                             {overload, overload, overload, overload});
        case 'B':
            return structure("dx.types.ResBind", {i32, i32, i32, types_.i8()});
        default:
            assert(shape == 'P');
            return structure("dx.types.ResourceProperties", {i32, i32});
    }
}

Function* Module::dxOp(DxOp op, const Type* overload) {
    const DxOpInfo& info = dxOpInfo(op);
    assert(allowsOverload(info, overload));
    if (dxOps_.size() <= size_t(op)) dxOps_.resize(size_t(op) + 1);
    for (Function* function : dxOps_[size_t(op)])
        if (function->overload == overload) return function;

    std::string name = "dx.op." + std::string(info.opcodeClass);
    if (overload) name += "." + std::string(overloadName(overload));
    Function* function = nullptr;
    for (Function* other : functions_)  // shared by the opcodes of a class
        if (other->name == name) function = other;
    if (!function) {
        std::vector<const Type*> parameters{types_.i32()};
        for (char shape : info.shape.substr(1)) parameters.push_back(shapeType(shape, overload));
        const Type* result = shapeType(info.shape[0], overload);
        function = addFunction(name, types_.function(result, parameters));
        function->attribute = attributeOf(info.attribute);
        function->overload = overload;
        function->dxOp = &info;
    }
    dxOps_[size_t(op)].push_back(function);
    return function;
}

}  // namespace baker::dxil
