// Images: what an instruction's operands say, as D3D12's intrinsics want it.
//
// Images of one and two dimensions and cubes are arrays in D3D12, with one layer where Vulkan's has
// none, since only views of arrays can begin at a layer. Those of one dimension are two-dimensional
// with a height of 1.
#pragma once

#include <array>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

bool isOpaque(const spirv::Type& type);
dxil::ResourceKind imageKind(const spirv::Type& image, bool isStorage);

// A loaded image, or image and sampler.
struct ImageUse {
    const spirv::Type* type = nullptr;  // the OpTypeImage
    const Pointer* image = nullptr;
    const Pointer* sampler = nullptr;
    uint32_t plane = 0;  // of an image that is converted from Y'CbCr

    bool isStorage() const {
        return image->resource->range->resourceClass == ResourceClass::UnorderedAccess;
    }
    bool isBuffer() const { return type->dim == spv::Dim::Buffer; }
};
// Nothing, and an error, where the id is no image.
std::optional<ImageUse> imageUse(Translator& t, Id id);
Value* imageHandle(Translator& t, const ImageUse& use);
// The sampler's descriptor; without a resource where there is none.
Pointer samplerPointer(const ImageUse& use);
Value* samplerHandle(Translator& t, const ImageUse& use, bool isComparison);

// Numbers that a coordinate has: dimensions, and one for an array's layer.
uint32_t dimensions(const spirv::Type& image);
uint32_t coordinates(const spirv::Type& image);

// Coordinates as Vulkan gives them become those of D3D12's array: `middle` is put into the second
// dimension of an image that has one, `first` into the layer of an image that has none.
template <size_t size>
void toArray(std::array<Value*, size>& at, const spirv::Type& image, Value* middle, Value* first) {
    if (image.dim == spv::Dim::Dim3D || image.dim == spv::Dim::Buffer) return;
    const size_t layer = image.dim == spv::Dim::Cube ? 3 : 2;
    if (image.dim == spv::Dim::Dim1D) {
        if (image.isArrayed) at[2] = at[1];
        at[1] = middle;
    }
    if (!image.isArrayed && layer < size) at[layer] = first;
}

// The optional operands; ids, 0 for none.
struct ImageOperands {
    Id bias = 0, lod = 0, gradX = 0, gradY = 0, offset = 0, offsets = 0, sample = 0, minLod = 0;
};
ImageOperands imageOperands(Translator& t, const Instruction& inst, uint32_t maskWord);

// The coordinates of a texel, by OpImageRead's rules: a cube's face counts as a layer.
std::array<Value*, 3> texelCoordinates(Translator& t, const spirv::Type& image, Id coordinate);

// `count` scalars of the operand's first, and undefined values up to the array's size.
template <size_t size>
std::array<Value*, size> padded(Translator& t, Scalars values, size_t count,
                                const dxil::Type* type) {
    std::array<Value*, size> result;
    for (size_t i = 0; i < size; ++i)
        result[i] = i < count && i < values.size() ? values[i] : t.dx.undef(type);
    return result;
}

// Texel offsets: one for each dimension, 0 where the instruction has none; undefined beyond.
std::array<Value*, 3> texelOffsets(Translator& t, const ImageUse& use, Id offset);
// Whether the intrinsics take the offset as it is: constants from -8 to 7, or any number where the
// device has advanced texture operations.
bool isImmediateOffset(const Translator& t, Scalars offset);
// All scalars of an operand of 32-bit numbers of one kind.
Scalars numbers(Translator& t, Id id, const dxil::Type* type);

}  // namespace baker::translate
