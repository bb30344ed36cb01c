// What a SPIR-V pointer is during translation: DXIL has none across memory kinds, so a pointer is
// where it points to (known statically) plus an index or byte offset (any value).
#pragma once

#include <array>
#include <span>
#include <vector>

#include "spirv_to_dxil/dxil/value.hpp"
#include "spirv_to_dxil/spirv/types.hpp"
#include "spirv_to_dxil/translate/ssa.hpp"

namespace baker::translate {

struct InterfaceScalar;
struct Resource;

// The scalars of a variable that array indices alone tell apart (spirv::Type::groups): a linear
// array.
struct LeafGroup {
    const spirv::Type* scalar = nullptr;
    uint32_t count = 0;    // elements
    uint32_t perWord = 1;  // elements in a word of `memory` (leaf_group.hpp)
    Leaf firstLeaf = 0;    // when in SSA form: one leaf for each element
    dxil::Value* memory =
        nullptr;            // else an array of 32-bit words: alloca, groupshared or constant
    bool isWide = false;    // `memory` is of 64-bit words, one for each element
    bool constant = false;  // `memory` is a constant table; stores to it are dropped
};

// A variable that lives in the shader: Function, Private, Workgroup, Input,
// Output.
struct Variable {
    spirv::Id id = 0;
    const spirv::Type* type = nullptr;
    spv::StorageClass storage{};
    std::vector<LeafGroup> groups;
    std::vector<dxil::Value*> inputs;  // built-in Input: the scalars
    bool startsAsZero = false;         // Workgroup: zeroed before the shader begins
    // An array of what each vertex has: the first index is Pointer::vertex, the groups are those of
    // one vertex, and `vertices` says where they are read.
    bool perVertex = false;
    const std::vector<InterfaceScalar>* vertices = nullptr;
};

struct Pointer {
    const spirv::Type* pointee = nullptr;
    spv::StorageClass storage{};

    // Function, Private, Workgroup, Input. `group` is the first leaf group of the pointee, `index`
    // (i32) the position along the arrays that were indexed so far.
    Variable* variable = nullptr;
    uint32_t group = 0;
    dxil::Value* index = nullptr;
    dxil::Value* vertex = nullptr;  // of a per-vertex variable (i32); null until indexed

    // Buffers, and workgroup memory that is addressed by byte. The byte address is `offset` (i32, a
    // multiple of `alignment`; null for 0) + `constant`.
    Resource* resource = nullptr;
    dxil::Value* element = nullptr;  // i32 index into an array of descriptors; null until indexed
    bool isDescriptorArray = false;  // pointee is an array of descriptors, not yet indexed
    bool nonUniform = false;
    Resource* sampler = nullptr;  // a combined image sampler's other half
    dxil::Value* offset = nullptr;
    // Of a device address instead: i64, the part that varies. `element` is its window, where that
    // is known to be the same for all active invocations.
    dxil::Value* address = nullptr;
    uint32_t constant = 0;
    uint32_t alignment = kAligned;
    spirv::MatrixLayout matrix;  // pointee is a matrix, or an array of matrices
    uint32_t componentStride =
        0;  // pointee is a column of a row-major matrix: bytes between components

    bool packed = false;  // laid out as Type::packedSize says, not by decorations

    // A pointer chosen at run time: the buffers that it may point into (`resource` is the first),
    // and the i32 that says which (Resource::number).
    std::span<Resource* const> choices;
    dxil::Value* choice = nullptr;

    // OpImageTexelPointer: the texel's coordinates (i32; undefined where the image has fewer), in
    // the image that is `resource`.
    const std::array<dxil::Value*, 3>* texel = nullptr;

    static constexpr uint32_t kAligned = 1u << 31;
};

}  // namespace baker::translate
