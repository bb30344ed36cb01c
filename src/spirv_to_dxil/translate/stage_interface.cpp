#include "spirv_to_dxil/translate/stage_interface.hpp"

#include "spirv_to_dxil/translate/interface_layout.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/signature_elements.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using dxil::ComponentType;
using dxil::DxOp;
using spirv::TypeKind;

bool isWide(const spirv::Type& scalar) {
    return scalar.width == 64;
}

const dxil::Type* componentType(Translator& t, const dxil::SignatureElement& e) {
    return e.component == ComponentType::F32 ? t.dx.types().f32() : t.dx.types().i32();
}

// A scalar of at most 32 bits as a component, and back.
Value* widened(Translator& t, const spirv::Type& scalar, Value* value) {
    if (scalar.kind == TypeKind::Float)
        return t.build.cast(CastOp::FPExt, value, t.dx.types().f32());
    if (scalar.isSigned) value = signExtended(t, scalar, value);
    return t.build.cast(scalar.isSigned ? CastOp::SExt : CastOp::ZExt, value, t.dx.types().i32());
}

Value* narrowed(Translator& t, const spirv::Type& scalar, Value* value) {
    const dxil::Type* type = carrier(t, scalar);
    if (type == value->type) return narrow(t, scalar, value);
    return t.build.cast(scalar.kind == TypeKind::Float ? CastOp::FPTrunc : CastOp::Trunc, value,
                        type);
}

InterfaceScalar builtInScalar(spv::BuiltIn builtIn, uint32_t component, uint32_t count) {
    InterfaceScalar s;
    s.isBuiltIn = true;
    s.builtIn = builtIn;
    s.component = component;
    s.count = count;
    return s;
}

// Vulkan's points have a size, D3D12's are one pixel.
bool hasNoPlace(spv::BuiltIn builtIn) {
    return builtIn == spv::BuiltIn::PointSize;
}

}  // namespace

// --- inputs

Value* StageInterface::loadComponent(uint32_t element, uint32_t column) {
    dxil::SignatureElement& e = t_.dx.inputs[element];
    e.usageMask = static_cast<uint8_t>(e.usageMask | 1u << column);
    const dxil::Type* i32 = t_.dx.types().i32();
    return t_.build.dxOp(DxOp::LoadInput, componentType(t_, e),
                         {t_.dx.i32(element), t_.dx.i32(0), t_.dx.i8(column), t_.dx.undef(i32)});
}

Value* StageInterface::loadScalar(const InterfaceScalar& s) {
    const ElementColumn at = elementOf(t_, true, s);
    if (t_.failed()) return zero(t_, *s.type);
    Value* low = loadComponent(at.element, at.column);
    if (!isWide(*s.type)) return narrowed(t_, *s.type, low);
    Value* words[] = {low, loadComponent(at.element, at.column + 1)};
    return fromWords(t_, *s.type, words);
}

std::vector<Value*> StageInterface::loadInput(Id variable, const spirv::Type& type) {
    std::vector<Value*> values;
    for (const InterfaceScalar& s : interfaceLayout(t_, variable, type)) {
        if (t_.failed()) break;
        if (s.isBuiltIn) t_.fail("a block of built-in inputs is not supported in this stage");
        values.push_back(loadScalar(s));
    }
    return values;
}

Value* StageInterface::loadBuiltIn(spv::BuiltIn builtIn, uint32_t component, uint32_t count) {
    const ElementColumn at = elementOf(t_, true, builtInScalar(builtIn, component, count));
    if (t_.failed()) return t_.dx.i32(0);
    return loadComponent(at.element, at.column);
}

void StageInterface::declareBuiltIn(spv::BuiltIn builtIn, uint32_t component) {
    const ElementColumn at = elementOf(t_, true, builtInScalar(builtIn, component, 1));
    if (!t_.failed()) t_.dx.inputs[at.element].usageMask = 1;
}

// --- outputs

void StageInterface::addOutput(Id variable, const Pointer& pointer) {
    Output& output = outputs_.emplace_back();
    output.pointer = pointer;
    output.scalars = interfaceLayout(t_, variable, *pointer.pointee);
}

void StageInterface::put(uint32_t element, uint32_t column, Value* value) {
    dxil::SignatureElement& e = t_.dx.outputs[element];
    const dxil::Type* type = componentType(t_, e);
    if (value->type != type) value = t_.build.bitcast(value, type);
    e.usageMask = static_cast<uint8_t>(e.usageMask | 1u << column);
    rows_[element][column] = value;
}

void StageInterface::storeScalar(const InterfaceScalar& s, Value* value) {
    const ElementColumn at = elementOf(t_, false, s);
    if (t_.failed()) return;
    if (!isWide(*s.type)) return put(at.element, at.column, widened(t_, *s.type, value));
    std::vector<Value*> words;
    toWords(t_, *s.type, value, words);
    put(at.element, at.column, words[0]);
    put(at.element, at.column + 1, words[1]);
}

void StageInterface::storeOutputs() {
    for (const Output& output : outputs_) {
        const auto values = t_.makeScalars(output.pointer.pointee->scalars);
        loadVariable(t_, output.pointer, values);
        for (size_t i = 0; i < output.scalars.size() && !t_.failed(); ++i) {
            const InterfaceScalar& s = output.scalars[i];
            const bool written = output.pointer.variable->groups[s.group].written;
            if (s.isBuiltIn && (!written || hasNoPlace(s.builtIn))) continue;
            storeScalar(s, values[i]);
        }
    }
    for (const auto& [element, row] : rows_) {
        const dxil::SignatureElement& e = t_.dx.outputs[element];
        for (uint32_t c = 0; c < e.columns; ++c) {
            Value* value = row[c] ? row[c] : t_.dx.null(componentType(t_, e));
            t_.build.dxOp(DxOp::StoreOutput, value->type,
                          {t_.dx.i32(element), t_.dx.i32(0), t_.dx.i8(c), value});
        }
    }
}

// --- registers

void StageInterface::allocate() {
    for (dxil::SignatureElement& e : t_.dx.outputs)
        e.usageMask = static_cast<uint8_t>((1u << e.columns) - 1);
    if (t_.dx.kind != dxil::ShaderKind::Vertex) return;
    int32_t next = 0;
    for (const dxil::SignatureElement& e : t_.dx.inputs) next = std::max(next, e.startRow + 1);
    for (dxil::SignatureElement& e : t_.dx.inputs)
        if (e.startRow == dxil::kNoRegister) e.startRow = next++;
}

}  // namespace baker::translate
