// The dx.op intrinsics (DXIL.rst, "Operations"; shader models 6.0 to 6.7), one row each in
// dx_op.def. Ray tracing is absent.
#pragma once

#include <cstdint>
#include <string_view>

#include "spirv_to_dxil/dxil/type.hpp"

namespace baker::dxil {

enum class DxOp : uint16_t {
#define DX_OP(number, name, cls, attribute, overloads, shape, minor, feature) name = number,
#include "spirv_to_dxil/dxil/dx_op.def"
#undef DX_OP
};

enum class DxOpAttribute : uint8_t { None, ReadNone, ReadOnly, NoDuplicate, Wave };

// What a shader that calls the intrinsic needs of the device (SFI0), when that follows from the
// intrinsic alone.
enum class DxOpFeature : uint8_t {
    None,
    Wave,
    Msad,
    DoubleExtensions,
    InnerCoverage,
    ViewId,
    Tiled,
    AdvancedTexture,
    WriteableMsaa,
    Derivatives,
};

struct DxOpInfo {
    DxOp op;
    std::string_view name;         // e.g. "FMax"
    std::string_view opcodeClass;  // e.g. "binary": the functions are dx.op.<class>.<overload>
    DxOpAttribute attribute;
    std::string_view overloads;  // the overload types allowed, letters as in `shape`; empty: none
    // The return type and the parameters after the opcode, one letter each:
    //   v void   1 i1   8 i8   w i16   i i32   l i64   h half   f float   d double
    //   o the overload type      r handle        R ResRet of it      C CBufRet of it
    //   D Dimensions   S SamplePos   c {i32, i1}   t {i32, i32}   s splitdouble
    //   q four i32     u four i16 or i32 (of the overload)   B ResBind   P ResourceProperties
    std::string_view shape;
    uint8_t shaderModelMinor;  // 6.x
    DxOpFeature feature;
};

const DxOpInfo& dxOpInfo(DxOp op);
// Null for a number that names no intrinsic in the table.
const DxOpInfo* findDxOp(uint32_t number);
// The suffix of an intrinsic's name and of dx.types: "f32", "i16", ...
std::string_view overloadName(const Type* overload);
bool allowsOverload(const DxOpInfo& info, const Type* overload);

}  // namespace baker::dxil
