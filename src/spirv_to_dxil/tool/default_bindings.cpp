#include "spirv_to_dxil/tool/default_bindings.hpp"

#include <algorithm>
#include <utility>

namespace baker {
namespace {

using spirv::Id;
using spirv::Module;

constexpr uint32_t kFirstOwnSpace = 2000;

struct Pointee {
    Id type = 0;
    uint32_t count = 1;  // descriptors
};

// What a resource variable points to, without the arrays of descriptors around it.
Pointee pointeeOf(const Module& module, Id pointerType) {
    Pointee pointee;
    if (!module.definitionIf(pointerType, spv::Op::OpTypePointer)) return pointee;
    pointee.type = module.definition(pointerType).word(3);
    if (module.definitionIf(pointee.type, spv::Op::OpTypeArray)) {
        const spirv::Instruction array = module.definition(pointee.type);
        pointee.type = array.word(2);
        if (module.isDefined(array.word(3)))
            pointee.count = module.definition(array.word(3)).word(3);
    } else if (module.definitionIf(pointee.type, spv::Op::OpTypeRuntimeArray)) {
        pointee = {module.definition(pointee.type).word(2), kUnboundedCount};
    }
    return pointee;
}

ResourceClass classOf(const Module& module, Id type, spv::StorageClass storage) {
    if (storage == spv::StorageClass::StorageBuffer) return ResourceClass::UnorderedAccess;
    if (storage == spv::StorageClass::Uniform)
        return module.decoration(type, spv::Decoration::BufferBlock)
                   ? ResourceClass::UnorderedAccess
                   : ResourceClass::ConstantBuffer;
    if (module.definitionIf(type, spv::Op::OpTypeSampler)) return ResourceClass::Sampler;
    // An image's seventh operand is 2 when it is used without a sampler: a storage image, or an
    // input attachment.
    if (module.definitionIf(type, spv::Op::OpTypeImage) && module.definition(type).word(7) == 2 &&
        static_cast<spv::Dim>(module.definition(type).word(3)) != spv::Dim::SubpassData)
        return ResourceClass::UnorderedAccess;
    return ResourceClass::ShaderResource;
}

// Descriptors of a set follow each other where an array would lie over the next binding's. An array
// without an end that others follow has a space of its own.
void keepApart(std::vector<DescriptorBinding>& bindings) {
    std::ranges::sort(bindings, {},
                      [](const DescriptorBinding& b) { return std::pair(b.set, b.binding); });
    uint32_t end = 0, spaces = kFirstOwnSpace;
    for (size_t i = 0; i < bindings.size(); ++i) {
        DescriptorBinding& b = bindings[i];
        if (i == 0 || bindings[i - 1].set != b.set) end = 0;
        const bool isLast = i + 1 == bindings.size() || bindings[i + 1].set != b.set;
        if (b.resource.count == kUnboundedCount && !isLast) {
            b.resource = {spaces++, 0, kUnboundedCount};
        } else {
            b.resource.base = std::max(end, b.binding);
            end = b.resource.base + b.resource.count;
        }
        b.sampler = b.resource;
    }
}

}  // namespace

std::vector<DescriptorBinding> defaultBindings(const Module& module) {
    std::vector<DescriptorBinding> bindings;
    for (const uint32_t offset : module.globals()) {
        const spirv::Instruction inst = module.at(offset);
        if (inst.op() != spv::Op::OpVariable) continue;
        const auto* set = module.decoration(inst.word(2), spv::Decoration::DescriptorSet);
        const auto* number = module.decoration(inst.word(2), spv::Decoration::Binding);
        if (!set || !number || set->operands.empty() || number->operands.empty()) continue;
        const Pointee pointee = pointeeOf(module, inst.word(1));
        DescriptorBinding b;
        b.set = set->operands[0];
        b.binding = number->operands[0];
        b.resourceClass =
            classOf(module, pointee.type, static_cast<spv::StorageClass>(inst.word(3)));
        b.resource = {b.set, b.binding, pointee.count};
        const auto same = [&b](const DescriptorBinding& other) {
            return other.set == b.set && other.binding == b.binding;
        };
        if (std::none_of(bindings.begin(), bindings.end(), same)) bindings.push_back(b);
    }
    keepApart(bindings);
    return bindings;
}

}  // namespace baker
