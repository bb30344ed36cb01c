// Which intrinsic a value is the result of.
#pragma once

#include <optional>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

inline std::optional<dxil::DxOp> intrinsicOf(const dxil::Value* value) {
    value = dxil::resolve(const_cast<dxil::Value*>(value));
    if (value->kind != dxil::ValueKind::Instruction) return std::nullopt;
    const auto* inst = static_cast<const dxil::Instruction*>(value);
    if (inst->opcode != dxil::Opcode::Call || !inst->callee->dxOp) return std::nullopt;
    return inst->callee->dxOp->op;
}

}  // namespace baker::translate
