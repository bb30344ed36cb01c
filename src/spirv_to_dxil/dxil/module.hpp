// A DXIL module: one shader. It owns every type, value, instruction and name in it.
//
// What the shader is apart from its code (stage, resources, signatures) is kept in plain structs;
// they become metadata when the module is written, and parts when the container is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "spirv_to_dxil/dxil/dx_op.hpp"
#include "spirv_to_dxil/dxil/instruction.hpp"
#include "spirv_to_dxil/dxil/resource.hpp"
#include "spirv_to_dxil/dxil/signature.hpp"
#include "spirv_to_dxil/dxil/type.hpp"
#include "spirv_to_dxil/dxil/value.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker::dxil {

// Enumerators are DXIL's shader kinds.
enum class ShaderKind : uint8_t {
    Pixel = 0,
    Vertex = 1,
    Geometry = 2,
    Hull = 3,
    Domain = 4,
    Compute = 5,
    Mesh = 13,
    Amplification = 14,
};

// Enumerators of the following are DXIL's.
enum class TessellatorDomain : uint8_t { Undefined = 0, IsoLine = 1, Tri = 2, Quad = 3 };
enum class TessellatorPartitioning : uint8_t {
    Undefined = 0,
    Integer = 1,
    Pow2 = 2,
    FractionalOdd = 3,
    FractionalEven = 4,
};
enum class TessellatorOutput : uint8_t {
    Undefined = 0,
    Point = 1,
    Line = 2,
    TriangleCw = 3,
    TriangleCcw = 4,
};
enum class InputPrimitive : uint8_t {
    Undefined = 0,
    Point = 1,
    Line = 2,
    Triangle = 3,
    LineAdjacency = 6,
    TriangleAdjacency = 7,
};
enum class PrimitiveTopology : uint8_t {
    Undefined = 0,
    PointList = 1,
    LineList = 2,
    LineStrip = 3,
    TriangleList = 4,
    TriangleStrip = 5,
};
enum class MeshOutputTopology : uint8_t { Undefined = 0, Line = 1, Triangle = 2 };

struct ComputeState {
    uint32_t numThreads[3] = {1, 1, 1};
    uint32_t waveSize = 0;  // required wave size (SM 6.6), 0: none
};
struct PixelState {
    bool earlyDepthStencil = false;
};
struct GeometryState {
    InputPrimitive input = InputPrimitive::Undefined;
    uint32_t maxVertexCount = 0;
    uint32_t streamMask = 1;
    PrimitiveTopology topology = PrimitiveTopology::Undefined;
    uint32_t instanceCount = 1;
};
struct TessellationState {  // hull and domain; the domain shader uses domain and inputControlPoints
    Function* patchConstantFunction = nullptr;
    uint32_t inputControlPoints = 0;
    uint32_t outputControlPoints = 0;
    TessellatorDomain domain = TessellatorDomain::Undefined;
    TessellatorPartitioning partitioning = TessellatorPartitioning::Undefined;
    TessellatorOutput output = TessellatorOutput::Undefined;
    float maxTessFactor = 64.0f;
};
struct MeshState {  // numThreads are ComputeState's
    uint32_t maxVertexCount = 0;
    uint32_t maxPrimitiveCount = 0;
    MeshOutputTopology topology = MeshOutputTopology::Undefined;
    uint32_t payloadSize = 0;  // bytes
};

class Module {
  public:
    Module(ShaderKind kind, ShaderModel model);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    // --- what the shader is
    const ShaderKind kind;
    const ShaderModel shaderModel;
    bool native16Bit = false;  // 16-bit types are exact; needs shader model 6.2
    // A value is converted between integer and float to one type only; for another it is copied.
    bool distinctConversions = false;
    bool separateLoopPhis = false;  // loop_phis.hpp
    bool lowerSwitches = false;     // switch_ladder.hpp
    Function* entry = nullptr;
    ComputeState compute;
    PixelState pixel;
    GeometryState geometry;
    TessellationState tessellation;
    MeshState mesh;
    Signature inputs;
    Signature outputs;
    Signature patchConstants;  // hull: written; domain: read; mesh: per primitive

    // Registers a resource range and numbers it within its class; one that is there already is
    // found. The reference stays valid.
    Resource& addResource(const Resource& resource);
    std::span<Resource* const> resources() const { return resources_; }

    // --- types and constants
    Arena& arena() { return arena_; }
    TypeTable& types() { return types_; }
    const TypeTable& types() const { return types_; }

    // `bits` is truncated to the type's width. Interned.
    Constant* constantInt(const Type* type, uint64_t bits);
    Constant* constantFloatBits(const Type* type, uint64_t bits);
    Constant* constantFloat(const Type* type, double value);  // rounded to nearest even
    Constant* undef(const Type* type);
    Constant* null(const Type* type);  // zero of any type
    Constant* i1(bool value) { return constantInt(types_.i1(), value); }
    Constant* i8(uint64_t value) { return constantInt(types_.i8(), value); }
    Constant* i16(uint64_t value) { return constantInt(types_.i16(), value); }
    Constant* i32(uint64_t value) { return constantInt(types_.i32(), value); }
    Constant* i64(uint64_t value) { return constantInt(types_.i64(), value); }
    Constant* f32(float value) { return constantFloat(types_.f32(), value); }
    Constant* f64(double value) { return constantFloat(types_.f64(), value); }
    // `type` is an array or struct type with that many elements. Not interned.
    Value* constantAggregate(const Type* type, std::span<Value* const> elements);
    // `type` is an array of integers (8 to 64 bits) or floats. Not interned.
    Value* constantData(const Type* type, std::span<const uint64_t> elements);

    // --- globals and functions
    // A constant table in address space 0.
    GlobalVariable* addConstantTable(std::string_view name, Value* initializer);
    // Uninitialised memory shared by the thread group (address space 3).
    GlobalVariable* addGroupShared(std::string_view name, const Type* valueType,
                                   uint32_t alignment);
    Function* addFunction(std::string_view name, const Type* functionType);
    // The declaration of the intrinsic; `overload` is null for one without overloads.
    Function* dxOp(DxOp op, const Type* overload);
    BasicBlock* addBlock(Function* function);

    std::span<GlobalVariable* const> globals() const { return globals_; }
    std::span<Function* const> functions() const { return functions_; }
    std::span<Value* const> constants() const { return constants_; }  // in creation order

    // Types that the intrinsics use.
    const Type* handleType();
    const Type* resRetType(const Type* element);   // dx.types.ResRet.*: 4 elements and a status
    const Type* cbufRetType(const Type* element);  // dx.types.CBufRet.*: 16 bytes of elements

  private:
    Constant* number(ValueKind kind, const Type* type, uint64_t bits);
    const Type* shapeType(char shape, const Type* overload);
    void growNumbers(size_t size);

    Arena arena_;
    TypeTable types_;
    std::vector<Value*> constants_;
    std::vector<Constant*> numbers_;  // open addressing over the interned constants
    size_t numberCount_ = 0;
    std::vector<GlobalVariable*> globals_;
    std::vector<Function*> functions_;
    std::vector<Resource*> resources_;
    std::vector<std::vector<Function*>> dxOps_;  // by opcode, one for each overload
    uint32_t rangeCount_[4] = {};
};

}  // namespace baker::dxil
