// The state of one translation, and what every emitter uses: operands as scalars, results, types,
// errors.
//
// A SPIR-V value is the list of its scalars (spirv::Type::scalars of them, in order), because DXIL
// has scalars alone. Calls are inlined as they are met, so an id stands for the object that the
// innermost active inlining gave it; functions do not recurse, so one table of objects by id serves
// them all.
//
// Errors: the first failure is kept with the offset of the instruction at hand; emission stops
// before the next instruction. Until then operand accessors return zeros of the right types, so
// that emitters need no checks.
#pragma once

#include <algorithm>
#include <deque>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "spirv_to_dxil/dxil/builder.hpp"
#include "spirv_to_dxil/spirv/control_flow_graph.hpp"
#include "spirv_to_dxil/spirv/types.hpp"
#include "spirv_to_dxil/translate/hull_plan.hpp"
#include "spirv_to_dxil/translate/image_uses.hpp"
#include "spirv_to_dxil/translate/index_analysis.hpp"
#include "spirv_to_dxil/translate/pointer.hpp"
#include "spirv_to_dxil/translate/pointer_targets.hpp"
#include "spirv_to_dxil/translate/resources.hpp"
#include "spirv_to_dxil/translate/ssa.hpp"
#include "spirv_to_dxil/translate/stage_interface.hpp"
#include "spirv_to_dxil/translate/workgroup_layout.hpp"

namespace baker::translate {

using dxil::Value;
using spirv::Id;
using spirv::Instruction;

using Scalars = std::span<Value* const>;

// What an id stands for.
struct Object {
    const spirv::Type* type = nullptr;
    Scalars scalars;
    // When the type is a pointer (which may have scalars too), an image or a sampler.
    const Pointer* pointer = nullptr;
    const Pointer* sampler = nullptr;  // of a sampled image made of two
    uint32_t frame = 0;                // the inlining that defined it, 0: global
    uint32_t block = 0;                // the block of its function that defines it
};

struct Frame;

// D3D12 splits a control shader in two functions: one that runs for each control point, and one
// that runs once and writes what is per patch. Each is a translation of its own.
enum class Part : uint8_t { Main, PatchConstants };
// Which of them writes memory.
enum class Effects : uint8_t { InPatchFunction, AtControlPoints };

// Which invocation is emitted, where D3D12's do not correspond to Vulkan's (invocations.hpp).
struct Invocation {
    Value* number = nullptr;  // InvocationId; null: D3D12's own
    bool joined = false;      // several of a geometry shader in one
    uint32_t phase = 0;  // barriers of a control shader that lie before the instruction at hand
};

class Translator {
  public:
    // `module`, `options` and `dxil` must outlive the translator. `dxil` is a fresh module of the
    // entry point's stage.
    Translator(const spirv::Module& module, const Options& options, dxil::Module& dxil,
               Part part = Part::Main, Effects effects = Effects::InPatchFunction);

    // Translates `entry` into `dxil`. On failure the result is the error.
    std::optional<TranslationError> run(const spirv::EntryPoint& entry);

    // --- errors
    void fail(std::string sentence);
    bool failed() const { return error_.has_value(); }

    // --- types
    const spirv::Type& type(Id id);
    const spirv::Type& typeOf(Id value) { return *object(value).type; }
    const spirv::Type& resultType(const Instruction& inst) { return type(inst.word(1)); }

    // --- operands
    const Object& object(Id id);
    // All scalars of a value of exactly `type`.
    Scalars value(Id id, const spirv::Type& type);
    // A scalar or vector operand: `count` scalars of the DXIL type `scalar`.
    Scalars scalars(Id id, const dxil::Type* scalar, size_t count);
    Value* scalar(Id id, const dxil::Type* type) { return scalars(id, type, 1)[0]; }
    Value* i32(Id id) { return scalar(id, dx.types().i32()); }
    Value* condition(Id id) { return scalar(id, dx.types().i1()); }
    const Pointer& pointer(Id id);
    // Scalar `component` of an incoming value of a phi, which has the DXIL type `type`.
    Value* phiOperand(const Object& incoming, size_t component, const dxil::Type* type);
    // The value of an integer constant of at most 32 bits; fails when it is none.
    uint32_t constant(Id id);

    // --- results
    std::span<Value*> makeScalars(size_t count) { return arena.array<Value*>(count); }
    // A copy that lives as long as the translator, as the scalars given to define() must.
    Scalars keep(Scalars values) { return arena.copy(values); }
    void define(const Instruction& inst, Scalars values);
    void define(const Instruction& inst, Value* value);
    void define(const Instruction& inst, const Pointer& pointer);
    // A pointer that is `words` and otherwise like `like`, if that is not null.
    void definePointer(const Instruction& inst, Scalars words, const Pointer* like);
    // An image, sampler or sampled image: its descriptor.
    void defineOpaque(const Instruction& inst, const Pointer& descriptor, const Pointer* sampler);
    // Makes a function's parameter stand for the argument.
    void bindParameter(const Instruction& parameter, const Object& argument);
    // The DXIL types of the scalars of a value of `type`.
    std::span<const dxil::Type* const> carriers(const spirv::Type& type);
    const dxil::Type* carrierOf(const spirv::Type& type, size_t scalar) {
        return carriers(type)[scalar];
    }
    Scalars zeros(const spirv::Type& type);

    // --- blocks of D3D12 code
    // The block that comes before everything: handles, system values and constants are put there
    // once.
    dxil::BasicBlock* prologue() const { return prologue_; }
    // The leaf, which begins as `first`.
    Leaf leafFrom(std::optional<Leaf>& leaf, Value* first);
    dxil::BasicBlock* addBlock() { return dx.addBlock(function_); }
    // Runs `emit` with the builder at the end of the prologue.
    template <typename Emit>
    auto inPrologue(Emit emit) {
        dxil::BasicBlock* const here = build.block();
        build.setBlock(prologue_);
        auto result = emit();
        build.setBlock(here);
        return result;
    }
    // Workgroup memory that is addressed by byte: where the module lays it out, or may choose
    // pointers into it. Null in other modules, whose variables have memory of their own.
    Resource* workgroupMemory();
    bool hasExplicitWorkgroupLayout() const;
    // Counts the scalars that instructions are about, so that inlining and large values stay
    // bounded. False, with an error, once it is too much.
    bool spend(uint64_t scalars);
    // Ends the invocation: returns, once the outputs are stored.
    void endInvocation();
    // Where invocations end from now on.
    void setExit(dxil::BasicBlock* exit) { exit_ = exit; }
    // Exchanges what the ids stand for.
    using Objects = std::vector<Object*>;
    void exchangeObjects(Objects& objects) { std::swap(objects_, objects); }
    const Objects& objects() const { return objects_; }
    bool hasExecutionMode(spv::ExecutionMode mode) const {
        return std::find(modes_.begin(), modes_.end(), mode) != modes_.end();
    }
    bool capturesOutputs() const;
    bool isPatchFunction() const { return part_ == Part::PatchConstants; }
    // Control shaders: whether per-vertex outputs are read from the control points that the other
    // function has finished.
    bool readsControlPoints() const {
        return isPatchFunction() && invocation.phase > 0 && !hull.isShared;
    }
    // Of a per-vertex variable.
    uint32_t vertexCount(const Variable& variable) const;
    // The index, or that of some vertex where it is a constant beyond the last.
    Value* existingVertex(const Variable& variable, Value* index);
    // Whether the fragment shader may run for each sample.
    bool isPerSample() const;
    // Whether the fragment shader has critical sections.
    bool isInterlocked() const;
    // i1: whether the fragment shader's invocation has become a helper.
    Leaf demotedLeaf();
    // i32: rounds of loops without a break.
    Leaf roundsLeaf();
    uint32_t newFrame() { return ++frames_; }
    uint32_t newWaveOperand() { return waveOperands_++; }
    std::unordered_map<Id, spirv::ControlFlowGraph> graphs;

    Invocation invocation;
    HullPlan hull;
    // Control shaders: what took the place of the results of atomic operations, and whether any is
    // needed, which is an error.
    std::vector<Value*> unknowns;
    bool needsUnknown = false;
    const Effects effects;
    Frame* frame = nullptr;  // the innermost inlining; null outside functions
    Value* lock = nullptr;   // workgroup_lock.hpp
    mutable std::optional<bool> locksWorkgroupMemory;  // known once it is asked for

    const spirv::Module& module;
    const Options& options;
    dxil::Module& dx;
    dxil::Arena arena;  // of what is needed while translating alone
    dxil::Builder build;
    spirv::Types types;
    IndexAnalysis indices;
    PointerTargets pointerTargets;
    ImageUses imageUses;
    Ssa ssa;
    Resources resources;
    StageInterface signatures;
    std::deque<Variable> variables;
    Reflection reflection;
    uint32_t currentOffset = 0;  // of the instruction being translated

  private:
    const Object& undefined(Id id);
    Object& newObject(Id id, const spirv::Type& type);
    const Object* declareGlobal(const Instruction& variable);
    void storeInitializer(const Instruction& variable, const Pointer& pointer);
    Pointer globalPointer(const Instruction& variable, const spirv::Type& type);
    Pointer workgroupPointer(const Instruction& variable, const spirv::Type& type);
    void requireWidth(const spirv::Type& scalar);
    bool isAvailable(const Object& object) const;

    void emitGlobals();
    uint32_t arrayLength(const Instruction& inst);
    void declareOutputs(const spirv::EntryPoint& entry);
    void finishSignatures();
    void readExecutionModes(const spirv::EntryPoint& entry);
    void readWorkgroupSize();
    void analyse(const spirv::EntryPoint& entry);
    void emitBody(const spirv::EntryPoint& entry);
    Pointer inputPointer(const Instruction& variable, const spirv::Type& type);
    Pointer outputPointer(const Instruction& variable, const spirv::Type& type);

    const Part part_;
    dxil::Function* function_ = nullptr;
    Objects objects_;
    Object noObject_;
    spirv::Type noType_;
    Pointer noPointer_;
    Variable noVariable_;
    std::optional<TranslationError> error_;
    dxil::BasicBlock* prologue_ = nullptr;
    dxil::BasicBlock* exit_ = nullptr;  // of graphics stages: stores the outputs
    std::vector<spv::ExecutionMode> modes_;
    std::optional<Leaf> demoted_, rounds_;
    uint64_t spent_ = 0;
    uint32_t frames_ = 0;
    uint32_t waveOperands_ = 0;
    std::optional<WorkgroupLayout> workgroupLayout_;
    std::unordered_map<const spirv::Type*, std::vector<const dxil::Type*>> carriers_;
};

}  // namespace baker::translate
