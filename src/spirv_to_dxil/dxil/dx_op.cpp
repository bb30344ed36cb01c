#include "spirv_to_dxil/dxil/dx_op.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace baker::dxil {
namespace {

constexpr DxOpInfo kDxOps[] = {
#define DX_OP(number, name, cls, attribute, overloads, shape, minor, feature) \
    {DxOp::name, #name, cls,   DxOpAttribute::attribute,                      \
     overloads,  shape, minor, DxOpFeature::feature},
#include "spirv_to_dxil/dxil/dx_op.def"
#undef DX_OP
};

constexpr size_t kLimit = size_t(kDxOps[std::size(kDxOps) - 1].op) + 1;
constexpr uint8_t kAbsent = 0xff;
static_assert(std::size(kDxOps) < kAbsent);

// Opcode to row.
constexpr auto kRows = [] {
    std::array<uint8_t, kLimit> rows{};
    rows.fill(kAbsent);
    for (size_t i = 0; i < std::size(kDxOps); ++i) rows[size_t(kDxOps[i].op)] = uint8_t(i);
    return rows;
}();

char overloadLetter(const Type* type) {
    if (type->kind == TypeKind::Struct || type->isPointer()) return 'S';
    if (type->isFloat()) return type->bits == 16 ? 'h' : type->bits == 32 ? 'f' : 'd';
    if (!type->isInteger()) return 0;
    switch (type->bits) {
        case 1:
            return '1';
        case 8:
            return '8';
        case 16:
            return 'w';
        case 32:
            return 'i';
        default:
            return 'l';
    }
}

}  // namespace

const DxOpInfo& dxOpInfo(DxOp op) {
    assert(size_t(op) < kLimit && kRows[size_t(op)] != kAbsent);
    return kDxOps[kRows[size_t(op)]];
}

const DxOpInfo* findDxOp(uint32_t number) {
    if (number >= kLimit || kRows[number] == kAbsent) return nullptr;
    return &kDxOps[kRows[number]];
}

std::string_view overloadName(const Type* overload) {
    switch (overloadLetter(overload)) {
        case '1':
            return "i1";
        case '8':
            return "i8";
        case 'w':
            return "i16";
        case 'i':
            return "i32";
        case 'l':
            return "i64";
        case 'h':
            return "f16";
        case 'f':
            return "f32";
        case 'd':
            return "f64";
        case 'S':
            return overload->isPointer() ? overload->element()->name : overload->name;
        default:
            return {};
    }
}

bool allowsOverload(const DxOpInfo& info, const Type* overload) {
    if (!overload) return info.overloads.empty();
    return info.overloads.find(overloadLetter(overload)) != std::string_view::npos;
}

}  // namespace baker::dxil
