#include "spirv_to_dxil/translate/translator.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/frame.hpp"
#include "spirv_to_dxil/translate/geometry.hpp"
#include "spirv_to_dxil/translate/graphics_modes.hpp"
#include "spirv_to_dxil/translate/image.hpp"
#include "spirv_to_dxil/translate/interface_layout.hpp"
#include "spirv_to_dxil/translate/invocations.hpp"
#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"
#include "spirv_to_dxil/translate/workgroup_memory.hpp"

namespace baker::translate {

namespace {
// Instructions, and scalars of their results, once calls are inlined: eighty times what the largest
// of ggml's shaders needs.
constexpr uint64_t kMaxSpent = 1u << 21;
}  // namespace

Translator::Translator(const spirv::Module& m, const Options& o, dxil::Module& d, Part part,
                       Effects e)
    : effects(e),
      module(m),
      options(o),
      dx(d),
      build(d),
      types(m),
      indices(m, types),
      pointerTargets(m, types),
      imageUses(m),
      ssa(build),
      resources(*this),
      signatures(*this),
      part_(part),
      objects_(m.bound()) {
    noType_.kind = spirv::TypeKind::Void;
    noObject_.type = &noType_;
    noObject_.pointer = &noPointer_;
    noPointer_.pointee = &noType_;
    noPointer_.storage = spv::StorageClass::Function;
    noPointer_.variable = &noVariable_;
    noPointer_.index = dx.i32(0);
}

std::optional<TranslationError> Translator::run(const spirv::EntryPoint& entry) {
    const dxil::Type* none = dx.types().voidType();
    function_ = dx.addFunction(isPatchFunction() ? "patchConstants" : "main",
                               dx.types().function(none, {}));
    (isPatchFunction() ? dx.tessellation.patchConstantFunction : dx.entry) = function_;
    prologue_ = addBlock();
    ssa.setRoot(prologue_);
    build.setBlock(prologue_);
    emitGlobals();
    if (!failed()) pointerTargets.run();
    currentOffset = entry.offset;
    if (!failed()) readExecutionModes(entry);
    if (!failed()) analyse(entry);
    if (failed()) return error_;
    dxil::BasicBlock* body = addBlock();
    build.setBlock(body);
    if (dx.kind != dxil::ShaderKind::Compute) exit_ = addBlock();
    declareOutputs(entry);
    if (!failed()) emitBody(entry);
    if (failed()) return error_;
    if (exit_) finishSignatures();
    if (failed()) return error_;
    build.setBlock(prologue_);
    zeroWorkgroupMemory(*this);
    build.branch(body);
    requireNoUnknowns(*this, *function_);
    return error_;
}

void Translator::analyse(const spirv::EntryPoint& entry) {
    if (dx.kind == dxil::ShaderKind::Hull) hull = planHull(*this, entry.function);
    if (effects == Effects::AtControlPoints && hull.hasBarrier)
        return fail(
            "a control point depends on the result of an atomic operation, in a shader "
            "with barriers");
    for (const Id id : entry.interface) {
        if (!module.definitionIf(id, spv::Op::OpVariable)) continue;
        const Instruction inst = module.definition(id);
        const spirv::Type* type = types.find(inst.word(1));
        if (!type || !type->element) continue;
        const bool isInput =
            static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::Input;
        const bool perVertex = isPerVertex(module, dx.kind, isInput, id, *type->element);
        if (perVertex && (isInput || !hull.isShared)) indices.addPerVertex(id);
        const auto* builtIn = module.decoration(id, spv::Decoration::BuiltIn);
        if (numbersInvocations(*this) && builtIn && !builtIn->operands.empty() &&
            static_cast<spv::BuiltIn>(builtIn->operands[0]) == spv::BuiltIn::InvocationId)
            indices.addConstant(id);
    }
    error_ = indices.run(entry.function);
}

void Translator::emitBody(const spirv::EntryPoint& entry) {
    if (numbersInvocations(*this))
        emitInvocations(*this, entry.function, invocationCount(*this));
    else
        emitEntryPoint(*this, entry.function);
}

// Another stage may read what this one does not mention.
void Translator::declareOutputs(const spirv::EntryPoint& entry) {
    for (const Id id : entry.interface) {
        if (failed() || !module.definitionIf(id, spv::Op::OpVariable)) continue;
        const Instruction inst = module.definition(id);
        if (static_cast<spv::StorageClass>(inst.word(3)) == spv::StorageClass::Output) object(id);
    }
}

void Translator::finishSignatures() {
    build.setBlock(exit_);
    if (dx.kind != dxil::ShaderKind::Geometry) signatures.storeOutputs();
    build.ret();
    signatures.allocate();
    signatures.reflect();
    if (dx.kind != dxil::ShaderKind::Geometry) return;
    expandGeometry(*this);
    checkGeometryLimits(*this);
}

void Translator::endInvocation() {
    if (exit_) return build.branch(exit_);
    build.ret();
}

bool Translator::capturesOutputs() const {
    return hasExecutionMode(spv::ExecutionMode::Xfb) && dx.kind != dxil::ShaderKind::Pixel &&
           dx.kind != dxil::ShaderKind::Hull;
}

uint32_t Translator::vertexCount(const Variable& variable) const {
    if (dx.kind == dxil::ShaderKind::Geometry) return primitiveVertices(dx.geometry.input);
    if (dx.kind == dxil::ShaderKind::Pixel) return 3;
    return variable.storage == spv::StorageClass::Input ? dx.tessellation.inputControlPoints
                                                        : dx.tessellation.outputControlPoints;
}

Value* Translator::existingVertex(const Variable& variable, Value* index) {
    const dxil::Constant* number = dxil::asNumber(index);
    return number && number->bits >= vertexCount(variable) ? dx.i32(0) : index;
}

bool Translator::isInterlocked() const {
    using enum spv::ExecutionMode;
    return hasExecutionMode(PixelInterlockOrderedEXT) ||
           hasExecutionMode(PixelInterlockUnorderedEXT) ||
           hasExecutionMode(SampleInterlockOrderedEXT) ||
           hasExecutionMode(SampleInterlockUnorderedEXT);
}

bool Translator::isPerSample() const {
    const auto& capabilities = module.capabilities();
    return options.sampleShading ||
           std::ranges::find(capabilities, spv::Capability::SampleRateShading) !=
               capabilities.end();
}

Leaf Translator::leafFrom(std::optional<Leaf>& leaf, Value* first) {
    if (!leaf) {
        leaf = ssa.addLeaf(first->type);
        ssa.write(prologue_, *leaf, first);
    }
    return *leaf;
}

Leaf Translator::demotedLeaf() {
    return leafFrom(demoted_, dx.i1(false));
}

Leaf Translator::roundsLeaf() {
    return leafFrom(rounds_, dx.i32(0));
}

void Translator::fail(std::string sentence) {
    if (!error_) error_ = TranslationError{currentOffset, std::move(sentence)};
}

bool Translator::spend(uint64_t scalars) {
    spent_ += scalars;
    if (spent_ > kMaxSpent || ssa.isExhausted())
        fail("the shader is too large once its calls are inlined");
    return !failed();
}

// --- module scope

namespace {
// Values beside the constants: OpUndef and the constants of EXT_replicated_composites.
bool isModuleScopeValue(spv::Op op) {
    const auto number = static_cast<uint32_t>(op);
    return op == spv::Op::OpUndef || number == 4461 || number == 4462;
}
}  // namespace

uint32_t Translator::arrayLength(const Instruction& inst) {
    return inst.op() == spv::Op::OpTypeArray ? constant(inst.word(3)) : 0;
}

void Translator::emitGlobals() {
    for (const uint32_t offset : module.globals()) {
        if (failed()) return;
        const Instruction inst = module.at(offset);
        currentOffset = offset;
        if (spirv::Types::declares(inst.op())) {
            std::string error = types.add(inst, arrayLength(inst));
            if (!error.empty()) fail(std::move(error));
        } else if (inst.op() >= spv::Op::OpConstantTrue && inst.op() <= spv::Op::OpSpecConstantOp) {
            emitInstruction(*this, inst);
        } else if (isModuleScopeValue(inst.op())) {
            emitInstruction(*this, inst);
        }
    }
}

void Translator::readExecutionModes(const spirv::EntryPoint& entry) {
    for (const uint32_t offset : module.executionModes()) {
        const Instruction inst = module.at(offset);
        if (inst.word(1) != entry.function) continue;
        const auto mode = static_cast<spv::ExecutionMode>(inst.word(2));
        modes_.push_back(mode);
        for (uint32_t i = 0; i < 3; ++i) {
            if (mode == spv::ExecutionMode::LocalSize)
                reflection.workgroupSize[i] = inst.word(3 + i);
            if (mode == spv::ExecutionMode::LocalSizeId)
                reflection.workgroupSize[i] = constant(inst.word(3 + i));
        }
    }
    dx.pixel.earlyDepthStencil = dx.kind == dxil::ShaderKind::Pixel &&
                                 hasExecutionMode(spv::ExecutionMode::EarlyFragmentTests);
    readGraphicsModes(*this, entry);
    if (dx.kind == dxil::ShaderKind::Compute) readWorkgroupSize();
}

void Translator::readWorkgroupSize() {
    // A constant decorated as WorkgroupSize overrides both.
    for (const uint32_t offset : module.globals()) {
        const Instruction inst = module.at(offset);
        if (inst.op() != spv::Op::OpConstantComposite &&
            inst.op() != spv::Op::OpSpecConstantComposite)
            continue;
        const auto* d = module.decoration(inst.word(2), spv::Decoration::BuiltIn);
        if (!d || d->operands.empty() ||
            static_cast<spv::BuiltIn>(d->operands[0]) != spv::BuiltIn::WorkgroupSize)
            continue;
        const auto size = scalars(inst.word(2), dx.types().i32(), 3);
        for (uint32_t i = 0; i < 3; ++i)
            if (const dxil::Constant* number = dxil::asNumber(size[i]))
                reflection.workgroupSize[i] = static_cast<uint32_t>(number->bits);
    }
    // D3D12's limits, which a Vulkan device on it reports.
    const uint32_t* n = reflection.workgroupSize;
    if (n[0] == 0 || n[1] == 0 || n[2] == 0 || n[0] > 1024 || n[1] > 1024 || n[2] > 64 ||
        uint64_t{n[0]} * n[1] * n[2] > 1024)
        fail("the workgroup size is beyond D3D12's limits (1024, 1024, 64; 1024 in all)");
    std::copy_n(n, 3, dx.compute.numThreads);
    if (dx.shaderModel >= ShaderModel{6, 6}) dx.compute.waveSize = options.requiredSubgroupSize;
}

// --- objects

const Object& Translator::undefined(Id id) {
    fail("id " + std::to_string(id) + " has no value here");
    return noObject_;
}

// Whether the definition dominates the instruction at hand.
bool Translator::isAvailable(const Object& object) const {
    if (object.frame == 0) return true;
    if (!frame || object.frame != frame->serial) return false;
    return object.block == frame->block || frame->graph->dominates(object.block, frame->block);
}

const Object& Translator::object(Id id) {
    if (id >= objects_.size()) return undefined(id);
    if (const Object* known = objects_[id]) return isAvailable(*known) ? *known : undefined(id);
    if (const uint32_t* words = module.definitionIf(id, spv::Op::OpVariable); words && !failed())
        if (const Object* variable = declareGlobal(module.definition(id))) return *variable;
    return undefined(id);
}

// The storage of an object that an earlier inlining defined is used again.
Object& Translator::newObject(Id id, const spirv::Type& type) {
    if (id >= objects_.size()) {
        fail("the result id is out of bounds");
        id = 0;
    }
    Object*& slot = objects_[id];
    if (!slot) slot = arena.make<Object>();
    slot->type = &type;
    slot->scalars = {};
    slot->pointer = nullptr;
    slot->sampler = nullptr;
    slot->frame = frame ? frame->serial : 0;
    slot->block = frame ? frame->block : 0;
    return *slot;
}

const spirv::Type& Translator::type(Id id) {
    if (const spirv::Type* found = types.find(id)) return *found;
    fail("id " + std::to_string(id) + " is no type");
    return noType_;
}

// --- operands

Scalars Translator::zeros(const spirv::Type& type) {
    const auto list = carriers(type);
    const auto values = makeScalars(list.size());
    for (size_t i = 0; i < values.size(); ++i) values[i] = dx.null(list[i]);
    return values;
}

Scalars Translator::value(Id id, const spirv::Type& type) {
    const Object& found = object(id);
    if (found.type == &type && (!found.pointer || !found.scalars.empty())) return found.scalars;
    const auto list = carriers(type);
    const bool same = found.scalars.size() == list.size() &&
                      std::equal(list.begin(), list.end(), found.scalars.begin(),
                                 [](const dxil::Type* t, const Value* v) { return v->type == t; });
    if (same && !list.empty()) return found.scalars;
    fail("operand " + std::to_string(id) + " has not the type that is asked for");
    return zeros(type);
}

Scalars Translator::scalars(Id id, const dxil::Type* scalar, size_t count) {
    const Object& found = object(id);
    if (found.scalars.size() == count && count != 0 && found.scalars[0]->type == scalar &&
        found.type->scalar())
        return found.scalars;
    fail("operand " + std::to_string(id) + " has not the type that is asked for");
    const auto values = makeScalars(count);
    std::fill(values.begin(), values.end(), dx.null(scalar));
    return values;
}

const Pointer& Translator::pointer(Id id) {
    const Object& found = object(id);
    if (found.pointer) return *found.pointer;
    fail("operand " + std::to_string(id) + " is no pointer");
    return noPointer_;
}

uint32_t Translator::constant(Id id) {
    const Object& found = object(id);
    const dxil::Constant* number =
        found.scalars.size() == 1 ? dxil::asNumber(found.scalars[0]) : nullptr;
    if (!number || !number->type->isInteger()) {
        fail("operand " + std::to_string(id) + " is no integer constant");
        return 0;
    }
    return number->bits > UINT32_MAX ? UINT32_MAX : static_cast<uint32_t>(number->bits);
}

Value* Translator::phiOperand(const Object& incoming, size_t component, const dxil::Type* type) {
    if (component < incoming.scalars.size() && incoming.scalars[component]->type == type)
        return incoming.scalars[component];
    fail("a phi merges a value of another type");
    return dx.null(type);
}

// Types that the device lacks are an error where a value of theirs is made.
void Translator::requireWidth(const spirv::Type& scalar) {
    if (scalar.width != 64) return;
    if (scalar.kind == spirv::TypeKind::Int && !options.features.int64)
        fail("the shader needs 64-bit integers, which the device lacks");
    if (scalar.kind == spirv::TypeKind::Float && !options.features.float64)
        fail("the shader needs doubles, which the device lacks");
}

std::span<const dxil::Type* const> Translator::carriers(const spirv::Type& type) {
    if (const auto it = carriers_.find(&type); it != carriers_.end()) return it->second;
    std::vector<const dxil::Type*> list;
    if (type.isScalar()) {
        requireWidth(type);
        list.push_back(carrier(*this, type));
    } else if (type.isPointerValue()) {
        list.assign(type.scalars, dx.types().i32());
    } else if (type.kind == spirv::TypeKind::Struct) {
        for (const spirv::Member& m : type.members) {
            const auto inner = carriers(*m.type);
            list.insert(list.end(), inner.begin(), inner.end());
        }
    } else if (type.isNumericAggregate() || type.kind == spirv::TypeKind::Array) {
        const auto inner = carriers(*type.element);
        for (uint32_t i = 0; i < type.count && type.scalars; ++i)
            list.insert(list.end(), inner.begin(), inner.end());
    }
    if (!type.scalars) list.clear();
    return carriers_.emplace(&type, std::move(list)).first->second;
}

// --- results

void Translator::define(const Instruction& inst, Scalars values) {
    const spirv::Type& type = resultType(inst);
    const auto list = carriers(type);
    const bool fits = values.size() == list.size() &&
                      std::equal(list.begin(), list.end(), values.begin(),
                                 [](const dxil::Type* t, const Value* v) { return v->type == t; });
    if (!fits) return fail("the operands do not make a value of the result type");
    if (type.kind == spirv::TypeKind::Pointer) return definePointer(inst, values, nullptr);
    newObject(inst.word(2), type).scalars = values;
}

void Translator::define(const Instruction& inst, Value* value) {
    const auto one = makeScalars(1);
    one[0] = value;
    define(inst, one);
}

void Translator::define(const Instruction& inst, const Pointer& pointer) {
    const spirv::Type& type = resultType(inst);
    if (type.kind != spirv::TypeKind::Pointer) return fail("the result type is no pointer");
    const Pointer* kept = arena.make<Pointer>(pointer);
    const Scalars words = hasWords(*this, pointer) ? pointerWords(*this, pointer) : Scalars();
    Object& object = newObject(inst.word(2), type);
    object.pointer = kept;
    object.scalars = words;
}

void Translator::definePointer(const Instruction& inst, Scalars words, const Pointer* like) {
    const spirv::Type& type = resultType(inst);
    if (!type.isPointerValue() || words.size() != type.scalars)
        return fail("a pointer into this memory cannot be chosen at run time");
    Pointer* pointer = arena.make<Pointer>(pointerFromWords(*this, inst.word(2), type, words));
    if (like) {
        pointer->matrix = like->matrix;
        pointer->componentStride = like->componentStride;
    }
    Object& object = newObject(inst.word(2), type);
    object.pointer = pointer;
    object.scalars = words;
}

void Translator::defineOpaque(const Instruction& inst, const Pointer& descriptor,
                              const Pointer* sampler) {
    const spirv::Type& type = resultType(inst);
    if (!isOpaque(type)) return fail("the result type is neither image nor sampler");
    Pointer* own = arena.make<Pointer>(descriptor);
    own->nonUniform |= module.decoration(inst.word(2), spv::Decoration::NonUniform) != nullptr;
    Object& object = newObject(inst.word(2), type);
    object.pointer = own;
    object.sampler = sampler;
}

void Translator::bindParameter(const Instruction& parameter, const Object& argument) {
    const spirv::Type& type = resultType(parameter);
    if (type.kind == spirv::TypeKind::Pointer) {
        if (!argument.pointer || argument.pointer->pointee != type.element)
            return fail("an argument has not its parameter's type");
        Object& object = newObject(parameter.word(2), type);
        object.pointer = argument.pointer;
        object.scalars = argument.scalars;
        return;
    }
    if (isOpaque(type)) {
        if (!argument.pointer || argument.type != &type)
            return fail("an argument has not its parameter's type");
        return defineOpaque(parameter, *argument.pointer, argument.sampler);
    }
    define(parameter, argument.scalars);
}

}  // namespace baker::translate
