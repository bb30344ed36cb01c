// Module-scope variables: where each storage class lies, and initializers.
#include <algorithm>
#include <utility>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/frame.hpp"
#include "spirv_to_dxil/translate/graphics_modes.hpp"
#include "spirv_to_dxil/translate/image.hpp"
#include "spirv_to_dxil/translate/interface_layout.hpp"
#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/translator.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"
#include "spirv_to_dxil/translate/workgroup_layout.hpp"

namespace baker::translate {

// Module-scope variables are declared when they are first used, so that unused ones need no place.
const Object* Translator::declareGlobal(const Instruction& inst) {
    const spirv::Type& type = this->type(inst.word(1));
    if (type.kind != spirv::TypeKind::Pointer || !type.element ||
        static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::Function)
        return nullptr;
    Frame* const inner = std::exchange(frame, nullptr);
    const Pointer pointer = inPrologue([&] { return globalPointer(inst, type); });
    if (!failed()) define(inst, pointer);
    frame = inner;
    return failed() ? nullptr : objects_[inst.word(2)];
}

Pointer Translator::inputPointer(const Instruction& inst, const spirv::Type& type) {
    if (isPerVertex(module, dx.kind, true, inst.word(2), *type.element))
        return declarePerVertex(*this, inst);
    const auto* builtIn = module.decoration(inst.word(2), spv::Decoration::BuiltIn);
    if (builtIn && !builtIn->operands.empty())
        return declareFixed(
            *this, inst,
            loadBuiltIn(*this, static_cast<spv::BuiltIn>(builtIn->operands[0]), *type.element));
    const Pointer pointer = declareVariable(*this, inst);
    if (dx.kind == dxil::ShaderKind::Compute)
        fail("a variable of this storage class is not supported in this stage");
    if (failed()) return pointer;
    const auto values = keep(signatures.loadInput(inst.word(2), *type.element));
    if (!failed()) storeVariable(*this, pointer, values);
    return pointer;
}

// A variable cannot be one: no variable declared here holds another's address, and initializers
// must not lead in circles.
void Translator::storeInitializer(const Instruction& inst, const Pointer& pointer) {
    const Id initializer = inst.word(4);
    if (!initializer) return;
    if (module.definitionIf(initializer, spv::Op::OpVariable))
        return fail("a variable's initializer is no constant");
    const Scalars values = value(initializer, *type(inst.word(1)).element);
    if (!failed()) storeVariable(*this, pointer, values);
}

// An invocation of a control shader has variables for its own control point, or for all of them
// where it computes those as well.
Pointer Translator::outputPointer(const Instruction& inst, const spirv::Type& type) {
    const bool own =
        !hull.isShared && isPerVertex(module, dx.kind, false, inst.word(2), *type.element);
    const Pointer pointer = own ? declarePerVertex(*this, inst) : declareVariable(*this, inst);
    if (failed()) return pointer;
    clearVariable(*this, pointer);
    storeInitializer(inst, pointer);
    if (!failed()) signatures.addOutput(inst.word(2), pointer);
    return pointer;
}

Pointer Translator::globalPointer(const Instruction& inst, const spirv::Type& type) {
    Pointer pointer;
    pointer.pointee = type.element;
    pointer.storage = static_cast<spv::StorageClass>(inst.word(3));
    switch (pointer.storage) {
        case spv::StorageClass::Workgroup:
            return workgroupPointer(inst, type);
        case spv::StorageClass::Private:
            pointer = declareVariable(*this, inst);
            if (!failed()) storeInitializer(inst, pointer);
            return pointer;
        case spv::StorageClass::Input:
            return inputPointer(inst, type);
        case spv::StorageClass::Output:
            if (dx.kind == dxil::ShaderKind::Compute) break;
            return outputPointer(inst, type);
        case spv::StorageClass::PushConstant:
            pointer.resource = &resources.pushConstants();
            reflection.pushConstantSize = std::max<uint32_t>(
                reflection.pushConstantSize, static_cast<uint32_t>(byteExtent(*type.element)));
            return pointer;
        case spv::StorageClass::UniformConstant:
            pointer.isDescriptorArray = type.element->isArray();
            pointer.nonUniform = module.decoration(inst.word(2), spv::Decoration::NonUniform);
            resources.ofOpaque(inst.word(2), *type.element, pointer);
            return pointer;
        case spv::StorageClass::Uniform:
        case spv::StorageClass::StorageBuffer:
            pointer.resource = resources.ofVariable(inst.word(2));
            pointer.isDescriptorArray = type.element->isArray();
            pointer.nonUniform = module.decoration(inst.word(2), spv::Decoration::NonUniform);
            return pointer;
        default:
            break;
    }
    fail("a variable of this storage class is not supported in this stage");
    return pointer;
}

Resource* Translator::workgroupMemory() {
    if (!workgroupLayout_) workgroupLayout_ = workgroupLayout(module, types);
    return workgroupLayout_->isFlat ? &resources.workgroupMemory(workgroupLayout_->bytes) : nullptr;
}

bool Translator::hasExplicitWorkgroupLayout() const {
    return workgroupLayout_ && workgroupLayout_->isExplicit;
}

// A Workgroup variable's initializer can only be null.
Pointer Translator::workgroupPointer(const Instruction& inst, const spirv::Type& type) {
    const bool startsAsZero = inst.word(4) || options.zeroInitializeWorkgroupMemory;
    Resource* memory = workgroupMemory();
    if (!memory) {
        const Pointer pointer = declareVariable(*this, inst);
        pointer.variable->startsAsZero = startsAsZero;
        return pointer;
    }
    Pointer pointer;
    pointer.pointee = type.element;
    pointer.storage = type.storage;
    pointer.resource = memory;
    pointer.constant = workgroupLayout_->offsets[inst.word(2)];
    pointer.packed = !workgroupLayout_->isExplicit;
    if (pointer.packed) pointer.matrix = packedMatrix(*type.element);
    memory->startsAsZero |= startsAsZero;
    return pointer;
}

}  // namespace baker::translate
