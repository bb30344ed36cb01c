#include "spirv_to_dxil/translate/resources.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/image.hpp"
#include "spirv_to_dxil/translate/intrinsic.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"
#include "spirv_to_dxil/translate/texel.hpp"
#include "spirv_to_dxil/translate/translator.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"

namespace baker::translate {
namespace {

uint32_t operandOf(const spirv::Decoration* d) {
    return d && !d->operands.empty() ? d->operands[0] : 0;
}

std::string describe(uint32_t set, uint32_t binding) {
    return "set " + std::to_string(set) + " binding " + std::to_string(binding);
}

bool isCoherent(const spirv::Module& module, spirv::Id variable, const spirv::Type* block) {
    const auto marked = [&](spirv::Id id, uint32_t member) {
        return module.decoration(id, spv::Decoration::Coherent, member) ||
               module.decoration(id, spv::Decoration::Volatile, member);
    };
    if (marked(variable, spirv::kNoMember)) return true;
    while (block && block->isArray()) block = block->element;
    if (!block) return false;
    for (uint32_t m = 0; m < block->members.size(); ++m)
        if (marked(block->id, m)) return true;
    return false;
}

// Whole rows of 16 bytes, at most D3D12's 4096.
uint32_t constantBufferSize(uint64_t bytes) {
    return static_cast<uint32_t>(std::clamp<uint64_t>((bytes + 15) / 16, 1, 4096) * 16);
}

uint64_t blockExtent(Translator& t, spirv::Id variable) {
    const spirv::Type* type = t.types.find(t.module.definition(variable).word(1));
    type = type ? type->element : nullptr;
    while (type && type->isArray()) type = type->element;
    return type ? byteExtent(*type) : 0;
}

// The largest of the uniform blocks that share the binding: the size must be known before the first
// access.
uint64_t largestBlock(Translator& t, uint32_t set, uint32_t binding) {
    uint64_t bytes = 0;
    for (const uint32_t offset : t.module.globals()) {
        const spirv::Instruction inst = t.module.at(offset);
        if (inst.op() != spv::Op::OpVariable) continue;
        const auto* s = t.module.decoration(inst.word(2), spv::Decoration::DescriptorSet);
        const auto* b = t.module.decoration(inst.word(2), spv::Decoration::Binding);
        if (s && b && operandOf(s) == set && operandOf(b) == binding)
            bytes = std::max(bytes, blockExtent(t, inst.word(2)));
    }
    return bytes;
}

uint64_t pushConstantExtent(Translator& t) {
    uint64_t bytes = 0;
    for (const uint32_t offset : t.module.globals()) {
        const spirv::Instruction inst = t.module.at(offset);
        if (inst.op() == spv::Op::OpVariable &&
            static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::PushConstant)
            bytes = std::max(bytes, blockExtent(t, inst.word(2)));
    }
    return bytes;
}

}  // namespace

Resource* Resources::ofVariable(spirv::Id variable) {
    const spirv::Module& module = t_.module;
    const auto* set = module.decoration(variable, spv::Decoration::DescriptorSet);
    const auto* binding = module.decoration(variable, spv::Decoration::Binding);
    if (!set || !binding) {
        t_.fail("the buffer variable has no DescriptorSet or no Binding");
        return nullptr;
    }
    Resource* resource = bound(variable, operandOf(set), operandOf(binding));
    const spirv::Type* type = t_.type(module.definition(variable).word(1)).element;
    if (resource && !resource->isConstantBuffer() && isCoherent(module, variable, type))
        resource->range->globallyCoherent =
            resource->range->resourceClass == ResourceClass::UnorderedAccess;
    return resource;
}

Resource* Resources::bound(spirv::Id variable, uint32_t set, uint32_t number) {
    const auto& bindings = t_.options.bindings;
    const auto binding = std::find_if(bindings.begin(), bindings.end(), [&](const auto& b) {
        return b.set == set && b.binding == number;
    });
    if (binding == bindings.end()) {
        t_.fail("the pipeline layout has no " + describe(set, number));
        return nullptr;
    }
    dxil::Resource range;
    range.resourceClass = bufferClass(variable, *binding);
    range.kind = range.resourceClass == ResourceClass::ConstantBuffer
                     ? dxil::ResourceKind::CBuffer
                     : dxil::ResourceKind::RawBuffer;
    for (Resource& r : resources_)
        if (r.binding == &*binding && r.range->resourceClass == range.resourceClass &&
            r.range->kind == range.kind)
            return &r;
    if (range.resourceClass == ResourceClass::Sampler) {
        t_.fail(describe(set, number) + " is a sampler and cannot be used as a buffer");
        return nullptr;
    }
    range.range = registersFor(*binding, range.resourceClass);
    range.rasterOrdered =
        range.resourceClass == ResourceClass::UnorderedAccess && t_.isInterlocked();
    range.name = t_.module.name(variable);
    if (range.kind == dxil::ResourceKind::CBuffer)
        range.size = constantBufferSize(largestBlock(t_, set, number));
    Resource resource;
    resource.range = &t_.dx.addResource(range);
    resource.binding = &*binding;
    resource.used = usedBinding(*binding, range.resourceClass);
    return &add(resource);
}

// The block's storage class decides where the layout leaves it open.
ResourceClass Resources::bufferClass(spirv::Id variable, const DescriptorBinding& binding) const {
    if (!binding.isMutable) return binding.resourceClass;
    const spirv::Instruction inst = t_.module.definition(variable);
    if (static_cast<spv::StorageClass>(inst.word(3)) != spv::StorageClass::Uniform)
        return ResourceClass::UnorderedAccess;
    const spirv::Type* block = t_.type(inst.word(1)).element;
    while (block && block->isArray()) block = block->element;
    const bool isStorage = block && t_.module.decoration(block->id, spv::Decoration::BufferBlock);
    return isStorage ? ResourceClass::UnorderedAccess : ResourceClass::ConstantBuffer;
}

// Of another kind than those of the binding's resources so far.
RegisterRange Resources::registersFor(const DescriptorBinding& binding,
                                      ResourceClass resourceClass) {
    const auto kind = static_cast<uint32_t>(
        std::count_if(resources_.begin(), resources_.end(), [&](const Resource& r) {
            return r.binding == &binding && r.range->resourceClass == resourceClass;
        }));
    if (kind >= binding.kinds)
        t_.fail(describe(binding.set, binding.binding) + " is used as " + std::to_string(kind + 1) +
                " kinds of resource");
    RegisterRange range = binding.resource;
    range.space += kind * kKindSpaceStride;
    return range;
}

// Resources of one class share the entry.
size_t Resources::usedBinding(const DescriptorBinding& binding, ResourceClass resourceClass) {
    auto& used = t_.reflection.bindings;
    for (size_t i = 0; i < used.size(); ++i)
        if (used[i].set == binding.set && used[i].binding == binding.binding &&
            (!binding.isMutable || used[i].resourceClass == resourceClass))
            return i;
    used.push_back({binding.set, binding.binding, resourceClass, false});
    return used.size() - 1;
}

const DescriptorBinding* Resources::findBinding(spirv::Id variable) {
    const auto* set = t_.module.decoration(variable, spv::Decoration::DescriptorSet);
    const auto* binding = t_.module.decoration(variable, spv::Decoration::Binding);
    for (const DescriptorBinding& b : t_.options.bindings)
        if (set && binding && b.set == operandOf(set) && b.binding == operandOf(binding)) return &b;
    t_.fail("the pipeline layout has no " + describe(operandOf(set), operandOf(binding)));
    return nullptr;
}

// The range, which variables of the same kind share.
Resource* Resources::opaque(spirv::Id variable, const DescriptorBinding& binding,
                            const dxil::Resource& wanted) {
    for (Resource& r : resources_)
        if (r.binding == &binding && r.range->resourceClass == wanted.resourceClass &&
            r.range->kind == wanted.kind && r.range->component == wanted.component)
            return &r;
    dxil::Resource range = wanted;
    const bool isSampler = wanted.resourceClass == ResourceClass::Sampler;
    if (!isSampler) range.range = registersFor(binding, wanted.resourceClass);
    if (t_.failed()) return nullptr;
    range.name = t_.module.name(variable);
    Resource resource;
    resource.range = &t_.dx.addResource(range);
    resource.binding = &binding;
    resource.used = usedBinding(
        binding, isSampler && !binding.isMutable ? binding.resourceClass : wanted.resourceClass);
    return &add(resource);
}

namespace {

dxil::Resource samplerRange(const DescriptorBinding& binding) {
    dxil::Resource range;
    range.resourceClass = ResourceClass::Sampler;
    range.kind = dxil::ResourceKind::Sampler;
    range.range = binding.sampler;
    return range;
}

}  // namespace

void Resources::ofOpaque(spirv::Id variable, const spirv::Type& type, Pointer& pointer) {
    const DescriptorBinding* binding = findBinding(variable);
    if (!binding) return;
    const spirv::Type* descriptor = type.isArray() ? type.element : &type;
    if (!isOpaque(*descriptor)) return t_.fail("a variable of this type is not supported");
    const spirv::Type* image = descriptor->image ? descriptor->image : descriptor;
    if (descriptor->kind != spirv::TypeKind::Sampler) {
        dxil::Resource range;
        range.resourceClass =
            image->isStorage ? ResourceClass::UnorderedAccess : ResourceClass::ShaderResource;
        range.kind = imageKind(*image, image->isStorage);
        range.component = texelComponent(t_, *image);
        range.globallyCoherent = image->isStorage && isCoherent(t_.module, variable, nullptr);
        range.rasterOrdered = image->isStorage && t_.isInterlocked();
        range.atomic64 = range.component == dxil::ComponentType::U64 ||
                         range.component == dxil::ComponentType::I64;
        if (range.kind == dxil::ResourceKind::Invalid)
            return t_.fail("an image of this type is not supported");
        if (t_.failed()) return;
        if (!binding->isMutable && binding->resourceClass != range.resourceClass)
            return t_.fail(describe(binding->set, binding->binding) +
                           " is not what the pipeline layout says");
        pointer.resource = opaque(variable, *binding, range);
        if (!t_.failed())
            t_.reflection.bindings[pointer.resource->used].texelsAreWords |=
                image->texel->kind == spirv::TypeKind::Float &&
                range.component == dxil::ComponentType::U32;
    }
    // A uniform texel buffer may be declared as a sampled image.
    const bool sampled = descriptor->kind == spirv::TypeKind::Sampler ||
                         (descriptor->image && image->dim != spv::Dim::Buffer);
    if (!sampled || t_.failed()) return;
    Resource* sampler = opaque(variable, *binding, samplerRange(*binding));
    (pointer.resource ? pointer.sampler : pointer.resource) = sampler;
}

Resource& Resources::add(Resource resource) {
    resource.number = static_cast<uint32_t>(resources_.size()) + 1;
    return resources_.emplace_back(resource);
}

Resource& Resources::bufferAddresses() {
    if (bufferAddresses_) return *bufferAddresses_;
    dxil::Resource range;
    range.resourceClass = ResourceClass::UnorderedAccess;
    range.kind = dxil::ResourceKind::RawBuffer;
    range.range = t_.options.bufferAddresses;
    Resource resource;
    resource.range = &t_.dx.addResource(range);
    resource.isAddressSpace = true;
    t_.reflection.usesBufferAddresses = true;
    bufferAddresses_ = &add(resource);
    return *bufferAddresses_;
}

Resource& Resources::workgroupMemory(uint32_t bytes) {
    if (workgroup_) return *workgroup_;
    const uint32_t words = std::max(1u, (bytes + 3) / 4);
    Resource resource;
    resource.memory =
        t_.dx.addGroupShared("shared", t_.dx.types().array(t_.dx.types().i32(), words), 4);
    t_.reflection.workgroupMemory += words * 4;
    workgroup_ = &add(resource);
    return *workgroup_;
}

Resource& Resources::constantBuffer(Resource*& slot, const RegisterRange& range, uint64_t bytes) {
    dxil::Resource buffer;
    buffer.resourceClass = ResourceClass::ConstantBuffer;
    buffer.kind = dxil::ResourceKind::CBuffer;
    buffer.range = range;
    buffer.size = constantBufferSize(bytes);
    Resource resource;
    resource.range = &t_.dx.addResource(buffer);
    slot = &add(resource);
    return *slot;
}

Resource& Resources::pushConstants() {
    if (pushConstants_) return *pushConstants_;
    return constantBuffer(pushConstants_, t_.options.pushConstants, pushConstantExtent(t_));
}

Resource& Resources::systemValues() {
    if (systemValues_) return *systemValues_;
    return constantBuffer(systemValues_, t_.options.systemValues,
                          uint64_t{4} * static_cast<uint32_t>(SystemValue::Count));
}

Resource& Resources::vertexFetch() {
    if (vertexFetch_) return *vertexFetch_;
    constexpr uint64_t kRowBytes = 16;
    return constantBuffer(vertexFetch_, t_.options.vertexFetch,
                          kRowBytes * t_.options.fetchedAttributes.size());
}

Resource& Resources::dynamicOffsets() {
    if (dynamicOffsets_) return *dynamicOffsets_;
    uint64_t words = 0;
    for (const DescriptorBinding& b : t_.options.bindings)
        if (b.dynamicOffset != kNoDynamicOffset)
            words = std::max(words, 2 * (uint64_t{b.dynamicOffset} + b.resource.count));
    t_.reflection.usesDynamicOffsets = true;
    return constantBuffer(dynamicOffsets_, t_.options.dynamicOffsets, 4 * words);
}

namespace {

// DXIL wants constant indices within the range. SPIR-V's may lie beyond the binding's descriptors
// where control flow, or a specialisation, never reaches them.
dxil::Value* withinRange(Translator& t, const dxil::Resource& range, dxil::Value* element) {
    const dxil::Constant* number = element ? dxil::asNumber(element) : nullptr;
    if (!number || number->bits < range.range.count) return element;
    return t.dx.i32(range.range.count - 1);
}

// An index without NonUniform is the same in all invocations; say so where the compiler below does
// not take it on trust.
dxil::Value* oneIndex(Translator& t, const Pointer& pointer, dxil::Value* element) {
    const bool wanted = t.options.features.scalarIndices && t.options.features.waveOps;
    if (!wanted || pointer.nonUniform || dxil::asNumber(element)) return element;
    if (t.dx.kind != dxil::ShaderKind::Compute && t.dx.kind != dxil::ShaderKind::Pixel)
        return element;
    if (intrinsicOf(element) == dxil::DxOp::WaveReadLaneFirst) return element;
    return waveOp(t, dxil::DxOp::WaveReadLaneFirst, element->type, {element});
}

}  // namespace

dxil::Value* Resources::handle(const Pointer& pointer) {
    Resource& resource = *pointer.resource;
    if (resource.isAddressSpace)
        return pointer.element
                   ? t_.build.createHandle(*resource.range, pointer.element, false)
                   : t_.build.createHandle(*resource.range, addressWindow(t_, pointer), true);
    dxil::Value* element = withinRange(t_, *resource.range, pointer.element);
    const bool first = !element || (dxil::asNumber(element) && dxil::asNumber(element)->bits == 0);
    if (!first)
        return t_.build.createHandle(*resource.range, oneIndex(t_, pointer, element),
                                     pointer.nonUniform);
    if (!resource.handle)
        resource.handle = t_.inPrologue(
            [&] { return t_.build.createHandle(*resource.range, t_.dx.i32(0), false); });
    return resource.handle;
}

dxil::Value* Resources::samplerHandle(const Pointer& pointer, bool isComparison) {
    Resource& sampler = *pointer.resource;
    const auto kind = isComparison ? dxil::SamplerKind::Comparison : dxil::SamplerKind::Default;
    if (sampler.isSampled && sampler.range->samplerKind != kind)
        t_.fail("a sampler is used both to compare and not to");
    sampler.isSampled = true;
    sampler.range->samplerKind = kind;
    return handle(pointer);
}

void Resources::markWritten(Resource& resource) {
    if (resource.binding) t_.reflection.bindings[resource.used].written = true;
}

}  // namespace baker::translate
