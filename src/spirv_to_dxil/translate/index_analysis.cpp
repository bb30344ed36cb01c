#include "spirv_to_dxil/translate/index_analysis.hpp"

#include <utility>

namespace baker::translate {

using spirv::Id;
using spirv::Instruction;
using spirv::Type;
using spirv::TypeKind;

namespace {
constexpr size_t kMaxCallDepth = 128;
}

std::optional<TranslationError> IndexAnalysis::run(Id entry) {
    struct Visit {
        Id function;
        std::vector<Id> callees;
        size_t next = 0;
    };
    const auto open = [&](Id id) -> Visit {
        Visit visit{id, {}, 0};
        functions_[id] = State::Active;
        if (const spirv::Function* f = module_.function(id))
            for (const spirv::Block& block : f->blocks)
                for (uint32_t at = block.begin; at < block.terminator; at = module_.at(at).next())
                    if (module_.at(at).op() == spv::Op::OpFunctionCall)
                        visit.callees.push_back(module_.at(at).word(3));
        return visit;
    };
    std::vector<Visit> stack;
    stack.push_back(open(entry));
    while (!stack.empty()) {
        Visit& top = stack.back();
        if (top.next < top.callees.size()) {
            const Id callee = top.callees[top.next++];
            const auto state = functions_.find(callee);
            if (state == functions_.end()) {
                if (stack.size() >= kMaxCallDepth)
                    return TranslationError{0, "function calls are nested too deeply"};
                stack.push_back(open(callee));
            } else if (state->second == State::Active) {
                return TranslationError{
                    module_.isDefined(callee) ? module_.definition(callee).offset() : 0,
                    "the function calls itself; Vulkan has no recursion"};
            }
            continue;
        }
        if (const spirv::Function* f = module_.function(top.function)) {
            for (const Id parameter : f->parameters)
                declare(parameter, module_.definition(parameter).word(1));
            for (const spirv::Block& block : f->blocks)
                for (uint32_t at = block.begin; at < block.terminator; at = module_.at(at).next())
                    visit(module_.at(at));
        }
        functions_[top.function] = State::Done;
        stack.pop_back();
    }
    return {};
}

void IndexAnalysis::visit(const Instruction& inst) {
    switch (inst.op()) {
        case spv::Op::OpVariable:
            declare(inst.word(2), inst.word(1));
            break;
        case spv::Op::OpAccessChain:
        case spv::Op::OpInBoundsAccessChain:
            accessChain(inst, 4);
            break;
        case spv::Op::OpCopyObject:
            if (const auto it = accesses_.find(inst.word(3)); it != accesses_.end())
                accesses_[inst.word(2)] = Access(it->second);
            break;
        case spv::Op::OpStore:
            write(inst.word(1), inst.word(2));
            break;
        case spv::Op::OpCopyMemory:
        case spv::Op::OpCopyMemorySized:
            write(inst.word(1), 0);
            break;
        case spv::Op::OpFunctionCall:
            call(inst);
            break;
        default:
            break;
    }
}

void IndexAnalysis::declare(Id id, Id pointerType) {
    const Type* type = types_.find(pointerType);
    if (!type || type->kind != TypeKind::Pointer || !type->element) return;
    accesses_[id] = {id, 0, type->element};
    Root& root = roots_[id];
    root.dynamicGroups.assign(type->element->groups, false);
    root.writtenGroups.assign(type->element->groups, false);
    if (module_.definition(id).op() == spv::Op::OpVariable && module_.definition(id).word(4) != 0) {
        root.writes = 1;
        root.constant = module_.definition(id).word(4);
        root.writtenGroups.assign(type->element->groups, true);
    }
}

// A module-scope variable is met by its uses first.
IndexAnalysis::Access IndexAnalysis::find(Id pointer) {
    if (const auto it = accesses_.find(pointer); it != accesses_.end()) return it->second;
    if (!module_.definitionIf(pointer, spv::Op::OpVariable)) return {};
    declare(pointer, module_.definition(pointer).word(1));
    const auto it = accesses_.find(pointer);
    return it != accesses_.end() ? it->second : Access{};
}

bool IndexAnalysis::isConstant(Id id) const {
    if (!module_.isDefined(id)) return false;
    const Instruction inst = module_.definition(id);
    const spv::Op op = inst.op();
    if (op == spv::Op::OpLoad && constants_.contains(inst.word(3))) return true;
    return op >= spv::Op::OpConstantTrue && op <= spv::Op::OpSpecConstantOp;
}

void IndexAnalysis::accessChain(const Instruction& inst, uint32_t firstIndex) {
    Access access = find(inst.word(3));
    if (!access.pointee) return;
    bool isVertex = perVertex_.contains(inst.word(3));
    for (const Id index : inst.from(firstIndex)) {
        if (access.pointee->kind == TypeKind::Struct) {
            const uint32_t* constant = module_.definitionIf(index, spv::Op::OpConstant);
            const uint32_t member = constant ? module_.definition(index).word(3) : UINT32_MAX;
            if (member >= access.pointee->members.size()) return;
            access.group += access.pointee->members[member].firstGroup;
            access.pointee = access.pointee->members[member].type;
            continue;
        }
        if (!access.pointee->element || access.pointee->kind == TypeKind::Pointer) return;
        if (!std::exchange(isVertex, false) && !isConstant(index)) {
            auto& groups = roots_[access.root].dynamicGroups;
            const size_t end = size_t{access.group} + access.pointee->groups;
            for (size_t g = access.group; g < end && g < groups.size(); ++g) groups[g] = true;
        }
        access.pointee = access.pointee->element;
    }
    accesses_[inst.word(2)] = access;
}

void IndexAnalysis::call(const Instruction& inst) {
    const spirv::Function* callee = module_.function(inst.word(3));
    const auto arguments = inst.from(4);
    if (!callee) return;
    for (size_t i = 0; i < arguments.size() && i < callee->parameters.size(); ++i) {
        const Access access = find(arguments[i]);
        const auto parameter = roots_.find(callee->parameters[i]);
        if (!access.pointee || parameter == roots_.end()) continue;
        const std::vector<bool> dynamic = parameter->second.dynamicGroups;
        if (parameter->second.writes) write(arguments[i], 0);
        auto& groups = roots_[access.root].dynamicGroups;
        for (size_t g = 0; g < dynamic.size() && access.group + g < groups.size(); ++g)
            if (dynamic[g]) groups[access.group + g] = true;
    }
}

void IndexAnalysis::write(Id pointer, Id value) {
    const Access access = find(pointer);
    if (!access.pointee) return;
    Root& root = roots_[access.root];
    ++root.writes;
    const size_t end = size_t{access.group} + access.pointee->groups;
    for (size_t g = access.group; g < end && g < root.writtenGroups.size(); ++g)
        root.writtenGroups[g] = true;
    root.constant = pointer == access.root && isConstant(value) ? value : 0;
}

bool IndexAnalysis::isDynamic(Id variable, uint32_t group) const {
    const auto it = roots_.find(variable);
    return it != roots_.end() && group < it->second.dynamicGroups.size() &&
           it->second.dynamicGroups[group];
}

bool IndexAnalysis::isWritten(Id variable, uint32_t group) const {
    const auto it = roots_.find(variable);
    return it != roots_.end() && group < it->second.writtenGroups.size() &&
           it->second.writtenGroups[group];
}

Id IndexAnalysis::constantContent(Id variable) const {
    const auto it = roots_.find(variable);
    return it != roots_.end() && it->second.writes == 1 ? it->second.constant : 0;
}

}  // namespace baker::translate
