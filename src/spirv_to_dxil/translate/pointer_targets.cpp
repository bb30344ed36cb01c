#include "spirv_to_dxil/translate/pointer_targets.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace baker::translate {

using spirv::Id;
using spirv::Instruction;
using spirv::Type;

namespace {

bool isVariablePointers(spv::Capability capability) {
    return capability == spv::Capability::VariablePointers ||
           capability == spv::Capability::VariablePointersStorageBuffer;
}

}  // namespace

void PointerTargets::run() {
    used_ = std::ranges::any_of(module_.capabilities(), isVariablePointers);
    if (!used_) return;
    parents_.resize(module_.bound());
    std::iota(parents_.begin(), parents_.end(), Node{0});
    contents_.resize(module_.bound());
    for (const uint32_t offset : module_.globals()) visit(module_.at(offset));
    for (const spirv::Function& function : module_.functions())
        for (const spirv::Block& block : function.blocks)
            for (uint32_t at = block.begin; at <= block.terminator; at = module_.at(at).next())
                if (module_.at(at).op() == spv::Op::OpReturnValue)
                    join(function.id, module_.at(at).word(1));
                else
                    visit(module_.at(at));
    for (const uint32_t offset : module_.globals()) {
        const Instruction inst = module_.at(offset);
        if (inst.op() == spv::Op::OpVariable &&
            static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::StorageBuffer)
            variables_[find(inst.word(2))].push_back(inst.word(2));
    }
}

std::span<const Id> PointerTargets::of(Id pointer) {
    if (!used_ || pointer >= module_.bound()) return {};
    const auto it = variables_.find(find(pointer));
    return it != variables_.end() ? std::span<const Id>(it->second) : std::span<const Id>();
}

void PointerTargets::visit(const Instruction& inst) {
    switch (inst.op()) {
        case spv::Op::OpVariable:
            if (inst.wordCount() > 4) join(contents(inst.word(2)), inst.word(4));
            break;
        case spv::Op::OpStore:
            if (holdsPointer(inst.word(2))) join(contents(inst.word(1)), inst.word(2));
            break;
        case spv::Op::OpLoad:
            if (holdsPointer(inst.word(2))) join(inst.word(2), contents(inst.word(3)));
            break;
        case spv::Op::OpCopyMemory:
            join(contents(inst.word(1)), contents(inst.word(2)));
            break;
        case spv::Op::OpAccessChain:
        case spv::Op::OpInBoundsAccessChain:
        case spv::Op::OpPtrAccessChain:
        case spv::Op::OpInBoundsPtrAccessChain:
            join(inst.word(2), inst.word(3));
            break;
        case spv::Op::OpFunctionCall:
            call(inst);
            break;
        default:
            joinOperands(inst);
    }
}

void PointerTargets::call(const Instruction& inst) {
    const spirv::Function* callee = module_.function(inst.word(3));
    if (!callee) return;
    const auto arguments = inst.from(4);
    for (size_t i = 0; i < arguments.size() && i < callee->parameters.size(); ++i)
        if (holdsPointer(arguments[i])) join(arguments[i], callee->parameters[i]);
    if (holdsPointer(inst.word(2))) join(inst.word(2), callee->id);
}

// Phis, selections, composites: the result is made of the operands. A literal that equals the
// number of such a value joins too much, which does no harm.
void PointerTargets::joinOperands(const Instruction& inst) {
    const Id result = inst.word(2);
    if (!module_.isDefined(result) || module_.definition(result).offset() != inst.offset() ||
        !holdsPointer(result))
        return;
    for (const Id operand : inst.from(3))
        if (holdsPointer(operand)) join(result, operand);
}

bool PointerTargets::holdsPointer(Id value) const {
    if (!module_.isDefined(value)) return false;
    const Type* type = types_.find(module_.definition(value).word(1));
    return type && type->holdsPointer;
}

PointerTargets::Node PointerTargets::find(Node node) {
    if (node >= parents_.size()) return 0;
    while (parents_[node] != node) node = parents_[node] = parents_[parents_[node]];
    return node;
}

// Joining two classes joins what their memories hold.
void PointerTargets::join(Node a, Node b) {
    std::vector<std::pair<Node, Node>> work{{a, b}};
    while (!work.empty()) {
        a = find(work.back().first);
        b = find(work.back().second);
        work.pop_back();
        if (a == b || a == 0 || b == 0) continue;
        parents_[b] = a;
        if (contents_[a] && contents_[b]) work.push_back({contents_[a], contents_[b]});
        if (!contents_[a]) contents_[a] = contents_[b];
    }
}

PointerTargets::Node PointerTargets::contents(Node node) {
    node = find(node);
    if (node == 0) return 0;
    if (!contents_[node]) {
        contents_[node] = static_cast<Node>(parents_.size());
        parents_.push_back(contents_[node]);
        contents_.push_back(0);
    }
    return contents_[node];
}

}  // namespace baker::translate
