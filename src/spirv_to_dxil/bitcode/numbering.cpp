#include "spirv_to_dxil/bitcode/numbering.hpp"

#include <algorithm>

namespace baker::dxil {
namespace {

constexpr uint32_t kUnused = UINT32_MAX;
constexpr uint32_t kUsed = UINT32_MAX - 1;

template <typename T>
std::vector<T*> used(std::span<T* const> all) {
    std::vector<T*> kept;
    for (T* value : all)
        if (value->id == kUsed) kept.push_back(value);
    return kept;
}

}  // namespace

Numbering::Numbering(Module& module, const MetadataTable& metadata) {
    for (GlobalVariable* global : module.globals()) global->id = kUnused;
    for (Function* function : module.functions()) function->id = kUnused;
    for (Value* constant : module.constants()) constant->id = kUnused;

    for (Function* function : module.functions())
        if (!function->isDeclaration()) useFunction(*function);
    for (const MetadataTable::Entry& entry : metadata.entries())
        if (entry.value) use(entry.value);

    globals_ = used(module.globals());
    functions_ = used(module.functions());
    // A composite type is newer than what it is made of, hence so are its constants here.
    std::ranges::stable_sort(constants_, {}, [](Value* c) { return c->type->index; });
    uint32_t id = 0;
    for (GlobalVariable* global : globals_) global->id = id++;
    for (Function* function : functions_) function->id = id++;
    for (Value* constant : constants_) constant->id = id++;
    firstLocal_ = id;
}

void Numbering::use(Value* value) {
    value = resolve(value);
    if (value->kind >= ValueKind::Argument || value->id == kUsed) return;
    value->id = kUsed;
    if (value->isConstant()) constants_.push_back(value);
    if (value->kind == ValueKind::ConstantAggregate)
        for (Value* element : static_cast<ConstantAggregate*>(value)->elements) use(element);
    if (value->kind == ValueKind::GlobalVariable)
        if (Value* initializer = static_cast<GlobalVariable*>(value)->initializer) use(initializer);
}

void Numbering::useFunction(Function& function) {
    use(&function);
    for (BasicBlock* block : function.blocks)
        for (Instruction* i = block->first; i; i = i->next) {
            for (Value* operand : i->operands) use(operand);
            if (i->opcode == Opcode::Call) use(i->callee);
        }
}

void Numbering::enter(Function& function) {
    uint32_t id = firstLocal_;
    for (Argument* argument : function.arguments) argument->id = id++;
    for (BasicBlock* block : function.blocks)
        for (Instruction* i = block->first; i; i = i->next)
            if (!i->type->isVoid()) i->id = id++;
}

}  // namespace baker::dxil
