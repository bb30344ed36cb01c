// SPIR-V types, resolved: element and member types by pointer, layout decorations in place, and the
// number of scalars that a value of the type has (DXIL is scalar: a value is the list of its
// scalars, members and columns in order). Source: SPIR-V specification 1.6, sections 3.56.6
// "Type-Declaration Instructions" and 2.18.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "spirv_to_dxil/spirv/module.hpp"

namespace baker::spirv {

enum class TypeKind : uint8_t {
    Void,
    Bool,
    Int,
    Float,
    Vector,
    Matrix,
    Array,
    RuntimeArray,
    Struct,
    Pointer,
    Function,
    Image,
    Sampler,
    SampledImage,
    AccelerationStructure,
    Unsupported,
};

// Of floats; other than IEEE 754's they are carried in wider floats.
enum class Encoding : uint8_t { Ieee, BFloat16, E4M3, E5M2, E2M1 };

struct Type;

// How a matrix lies in memory: bytes between its columns, or between its rows when row-major.
struct MatrixLayout {
    uint32_t stride = 0;
    bool rowMajor = false;
};

struct Member {
    const Type* type = nullptr;
    uint32_t offset = 0;  // bytes; meaningful where the structure is laid out explicitly
    MatrixLayout matrix;
    uint32_t firstScalar = 0;   // index of the member's first scalar among the structure's
    uint32_t firstGroup = 0;    // likewise for its first leaf group (see Type::groups)
    uint32_t packedOffset = 0;  // bytes, see Type::packedSize
};

struct Type {
    TypeKind kind = TypeKind::Void;
    Id id = 0;
    uint32_t offset = 0;  // of the declaring instruction
    uint32_t width = 0;   // bits of Int and Float
    bool isSigned = false;
    Encoding encoding = Encoding::Ieee;
    const Type* element =
        nullptr;  // component, column, array element, pointee (null while only forward-declared)
    uint32_t count = 0;   // components, columns, array length
    uint32_t stride = 0;  // ArrayStride, bytes; also of pointers used by OpPtrAccessChain
    spv::StorageClass storage{};
    std::vector<Member> members;
    // Image: its parameters. SampledImage: the image's type.
    const Type* texel = nullptr;  // the sampled type
    const Type* image = nullptr;
    spv::Dim dim{};
    bool isArrayed = false;
    bool isMultisampled = false;
    bool isStorage = false;  // used without a sampler: storage image, storage texel buffer
    uint32_t scalars = 0;    // of a value; 0 for types without values. A pointer that can be a
                             // value has two (translate/pointer_value.hpp)
    // Leaf groups: the scalars of a value that are told apart by array indices alone, when
    // structures are split into their members. A structure has the sum of its members', everything
    // else has its element's, a scalar has one.
    uint32_t groups = 0;
    uint32_t depth = 1;
    // Bytes of a value, and their alignment, where the module gives no layout but the memory needs
    // one: every scalar aligned to its own size, nothing between. 0 for types without values.
    uint32_t packedSize = 0;
    uint32_t packedAlignment = 1;
    uint32_t granularity = 4;   // bytes of the smallest scalar, at most 4
    bool holdsPointer = false;  // is a pointer, or has one in it

    bool isScalar() const { return kind <= TypeKind::Float && kind != TypeKind::Void; }
    bool isPointerValue() const { return kind == TypeKind::Pointer && scalars != 0; }
    bool isNumericAggregate() const { return kind == TypeKind::Vector || kind == TypeKind::Matrix; }
    bool isArray() const { return kind == TypeKind::Array || kind == TypeKind::RuntimeArray; }
    // The scalar type of a scalar, vector or matrix; null for others.
    const Type* scalar() const;
};

class Types {
  public:
    // Upper bounds that keep hostile modules cheap; far beyond what D3D12 could run.
    static constexpr uint32_t kMaxScalars = 1u << 16;
    static constexpr uint32_t kMaxDepth = 64;

    explicit Types(const Module& module) : module_(module), byId_(module.bound()) {}

    static bool declares(spv::Op op);
    // Adds the type that `inst` declares. `arrayLength` is OpTypeArray's length, which may be a
    // specialisation constant. Returns a sentence on failure, empty on success.
    std::string add(const Instruction& inst, uint32_t arrayLength);

    // null when `id` is no type.
    const Type* find(Id id) const { return id < byId_.size() ? byId_[id] : nullptr; }

  private:
    std::string scalarOrOpaque(const Instruction& inst, Type& type);
    std::string composite(const Instruction& inst, Type& type, uint32_t count);
    std::string structure(const Instruction& inst, Type& type);
    static void pack(Type& type, Member& member);
    std::string pointer(const Instruction& inst);
    void layoutMember(const Type& type, uint32_t index, Member& member) const;

    const Module& module_;
    std::deque<Type> types_;
    std::vector<Type*> byId_;
};

}  // namespace baker::spirv
