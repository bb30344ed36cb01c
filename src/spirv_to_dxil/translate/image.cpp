#include "spirv_to_dxil/translate/image.hpp"

#include <algorithm>

namespace baker::translate {

using dxil::ResourceKind;
using spirv::Type;
using spirv::TypeKind;

bool isOpaque(const Type& type) {
    return type.kind == TypeKind::Image || type.kind == TypeKind::Sampler ||
           type.kind == TypeKind::SampledImage;
}

ResourceKind imageKind(const Type& image, bool isStorage) {
    switch (image.dim) {
        case spv::Dim::Dim1D:
        case spv::Dim::Dim2D:
        case spv::Dim::SubpassData:
            return image.isMultisampled ? ResourceKind::Texture2DMSArray
                                        : ResourceKind::Texture2DArray;
        case spv::Dim::Dim3D:
            return ResourceKind::Texture3D;
        case spv::Dim::Cube:  // D3D12 stores to the faces of a cube as to an array
            return isStorage ? ResourceKind::Texture2DArray : ResourceKind::TextureCubeArray;
        case spv::Dim::Buffer:
            return ResourceKind::TypedBuffer;
        default:
            return ResourceKind::Invalid;
    }
}

std::optional<ImageUse> imageUse(Translator& t, Id id) {
    const Object& object = t.object(id);
    if (t.failed()) return {};
    const Type* type =
        object.type->kind == TypeKind::SampledImage ? object.type->image : object.type;
    if (!type || type->kind != TypeKind::Image || !object.pointer || !object.pointer->resource) {
        t.fail("operand " + std::to_string(id) + " is no image");
        return {};
    }
    return ImageUse{type, object.pointer, object.sampler, 0};
}

Value* imageHandle(Translator& t, const ImageUse& use) {
    const DescriptorBinding* binding = use.image->resource->binding;
    uint32_t planes = 1;
    if (binding)
        for (const YcbcrConversion& conversion : binding->conversions)
            planes = std::max<uint32_t>(planes, conversion.planes);
    if (planes < 2) return t.resources.handle(*use.image);
    Pointer plane = *use.image;
    if (plane.element) plane.element = t.build.mul(plane.element, t.dx.i32(planes));
    plane.element = t.build.add(plane.element ? plane.element : t.dx.i32(0), t.dx.i32(use.plane));
    return t.resources.handle(plane);
}

Pointer samplerPointer(const ImageUse& use) {
    Pointer pointer = use.sampler ? *use.sampler : *use.image;
    if (!use.sampler) pointer.resource = use.image->sampler;
    return pointer;
}

Value* samplerHandle(Translator& t, const ImageUse& use, bool isComparison) {
    const Pointer pointer = samplerPointer(use);
    if (!pointer.resource || pointer.resource->range->resourceClass != ResourceClass::Sampler) {
        t.fail("the image is sampled without a sampler");
        return t.dx.undef(t.dx.handleType());
    }
    return t.resources.samplerHandle(pointer, isComparison);
}

uint32_t dimensions(const Type& image) {
    switch (image.dim) {
        case spv::Dim::Dim1D:
        case spv::Dim::Buffer:
            return 1;
        case spv::Dim::Dim3D:
        case spv::Dim::Cube:
            return 3;
        default:
            return 2;
    }
}

uint32_t coordinates(const Type& image) {
    return dimensions(image) + image.isArrayed;
}

ImageOperands imageOperands(Translator& t, const Instruction& inst, uint32_t maskWord) {
    using Mask = spv::ImageOperandsMask;
    ImageOperands operands;
    const uint32_t mask = inst.word(maskWord);
    uint32_t word = maskWord + 1;
    const auto take = [&](Mask bit, Id& id) {
        if (mask & static_cast<uint32_t>(bit)) id = inst.word(word++);
    };
    take(Mask::Bias, operands.bias);
    take(Mask::Lod, operands.lod);
    take(Mask::Grad, operands.gradX);
    if (operands.gradX) operands.gradY = inst.word(word++);
    take(Mask::ConstOffset, operands.offset);
    take(Mask::Offset, operands.offset);
    take(Mask::ConstOffsets, operands.offsets);
    take(Mask::Sample, operands.sample);
    take(Mask::MinLod, operands.minLod);
    if (word > inst.wordCount() && mask) t.fail("the image operands are incomplete");
    return operands;
}

Scalars numbers(Translator& t, Id id, const dxil::Type* type) {
    const Object& object = t.object(id);
    return t.scalars(id, type, std::max<size_t>(object.scalars.size(), 1));
}

std::array<Value*, 3> texelCoordinates(Translator& t, const Type& image, Id coordinate) {
    const dxil::Type* i32 = t.dx.types().i32();
    const Scalars given = numbers(t, coordinate, i32);
    const size_t count = image.dim == spv::Dim::Cube ? 3 : coordinates(image);
    if (given.size() < count) t.fail("the image's coordinate is too short");
    auto at = padded<3>(t, given, count, i32);
    if (image.dim != spv::Dim::Cube) toArray(at, image, t.dx.i32(0), t.dx.i32(0));
    return at;
}

std::array<Value*, 3> texelOffsets(Translator& t, const ImageUse& use, Id offset) {
    const dxil::Type* i32 = t.dx.types().i32();
    const size_t count = use.type->dim == spv::Dim::Cube ? 0 : dimensions(*use.type);
    Value* const zero = t.dx.i32(0);
    Value* const none[] = {zero, zero, zero};
    auto offsets = padded<3>(t, offset ? numbers(t, offset, i32) : Scalars(none), count, i32);
    if (use.type->dim == spv::Dim::Dim1D) offsets[1] = zero;
    return offsets;
}

bool isImmediateOffset(const Translator& t, Scalars offset) {
    constexpr int32_t kMin = -8, kMax = 7;
    if (t.options.shaderModel >= ShaderModel{6, 7} && t.options.features.advancedTextureOps)
        return true;
    return std::ranges::all_of(offset, [](Value* value) {
        const dxil::Constant* number = dxil::asNumber(value);
        const auto texels = number ? static_cast<int32_t>(number->bits) : 0;
        return number && texels >= kMin && texels <= kMax;
    });
}

}  // namespace baker::translate
