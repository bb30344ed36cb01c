// OpImageTexelPointer: a texel of a storage image or storage texel buffer, for atomic instructions
// (atomic.cpp) alone.
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/image.hpp"

namespace baker::translate {
namespace {

// words: type, result, pointer to the image, coordinate, sample
void texelPointer(Translator& t, const Instruction& inst) {
    const Pointer& image = t.pointer(inst.word(3));
    const spirv::Type& type = t.resultType(inst);
    if (t.failed()) return;
    const spirv::Type* pointee = image.pointee;
    if (!image.resource || !pointee || pointee->kind != spirv::TypeKind::Image ||
        !pointee->isStorage || pointee->dim == spv::Dim::SubpassData)
        return t.fail("operand " + std::to_string(inst.word(3)) + " is no storage image");
    if (pointee->isMultisampled)
        return t.fail("D3D12 has no atomic operations on multisampled images");
    if (type.kind != spirv::TypeKind::Pointer || type.element != pointee->texel)
        return t.fail("the result is no pointer to the image's texels");
    const auto at = texelCoordinates(t, *pointee, inst.word(4));
    if (t.failed()) return;
    Pointer texel = image;
    texel.pointee = type.element;
    texel.storage = type.storage;
    texel.texel = t.arena.make<std::array<Value*, 3>>(at);
    t.define(inst, texel);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpImageTexelPointer, 6, texelPointer},
};

}  // namespace

std::span<const EmitterRow> imageAtomicEmitters() {
    return kRows;
}

}  // namespace baker::translate
