#include "spirv_to_dxil/dxil/print_names.hpp"

#include <charconv>
#include <cmath>

#include "spirv_to_dxil/dxil/fold.hpp"

namespace baker::dxil {
namespace {

void printList(std::string& out, std::span<const Type* const> types) {
    for (size_t i = 0; i < types.size(); ++i) {
        if (i) out += ", ";
        printType(out, types[i]);
    }
}

void printSequence(std::string& out, const Type* type, char open, char close) {
    out += open;
    out += std::to_string(type->count) + " x ";
    printType(out, type->element());
    out += close;
}

void printMembers(std::string& out, const Type* type) {
    out += "{ ";
    printList(out, type->elements);
    out += " }";
}

void printPointer(std::string& out, const Type* type) {
    printType(out, type->element());
    if (type->addressSpace != AddressSpace::Default)
        out += " addrspace(" + std::to_string(unsigned(type->addressSpace)) + ")";
    out += "*";
}

void printFunctionType(std::string& out, const Type* type) {
    printType(out, type->returnType());
    out += " (";
    printList(out, type->parameters());
    out += ")";
}

void printHex(std::string& out, uint64_t bits) {
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof(digits), bits, 16).ptr;
    out += "0x";
    out.append(digits, end);
}

// The shortest decimal that reads back as the same number; the encoding where there is none.
void printFloat(std::string& out, const Type* type, uint64_t bits) {
    const double value = decodeFloat(bits, type->bits);
    if (!std::isfinite(value)) return printHex(out, bits);
    char digits[32];
    const auto end = type->bits == 64
                         ? std::to_chars(digits, digits + sizeof(digits), value).ptr
                         : std::to_chars(digits, digits + sizeof(digits), float(value)).ptr;
    const std::string_view text(digits, size_t(end - digits));
    out += text;
    if (text.find_first_of(".e") == text.npos) out += ".0";
}

void printInteger(std::string& out, const Type* type, uint64_t bits) {
    if (type->bits == 1) {
        out += bits ? "true" : "false";
        return;
    }
    out += std::to_string(int64_t(bits << (64 - type->bits)) >> (64 - type->bits));
}

void printNumber(std::string& out, const Type* type, uint64_t bits) {
    type->isFloat() ? printFloat(out, type, bits) : printInteger(out, type, bits);
}

void printAggregate(std::string& out, const ConstantAggregate& value) {
    out += value.type->kind == TypeKind::Array ? "[" : "{ ";
    for (size_t i = 0; i < value.elements.size(); ++i) {
        if (i) out += ", ";
        printType(out, value.elements[i]->type);
        out += " ";
        printValue(out, value.elements[i]);
    }
    out += value.type->kind == TypeKind::Array ? "]" : " }";
}

void printData(std::string& out, const ConstantData& value) {
    out += "[";
    for (size_t i = 0; i < value.elements.size(); ++i) {
        if (i) out += ", ";
        printNumber(out, value.type->element(), value.elements[i]);
    }
    out += "]";
}

}  // namespace

void printType(std::string& out, const Type* type) {
    switch (type->kind) {
        case TypeKind::Void:
            out += "void";
            return;
        case TypeKind::Label:
            out += "label";
            return;
        case TypeKind::Metadata:
            out += "metadata";
            return;
        case TypeKind::Integer:
            out += "i" + std::to_string(type->bits);
            return;
        case TypeKind::Float:
            out += type->bits == 16 ? "half" : type->bits == 32 ? "float" : "double";
            return;
        case TypeKind::Pointer:
            return printPointer(out, type);
        case TypeKind::Array:
            return printSequence(out, type, '[', ']');
        case TypeKind::Vector:
            return printSequence(out, type, '<', '>');
        case TypeKind::Function:
            return printFunctionType(out, type);
        case TypeKind::Struct:
            if (type->name.empty()) return printMembers(out, type);
            out += "%";
            out += type->name;
            return;
    }
}

void printStructure(std::string& out, const Type* type) {
    printType(out, type);
    out += " = type ";
    printMembers(out, type);
    out += "\n";
}

void printValue(std::string& out, const Value* value) {
    value = resolve(const_cast<Value*>(value));
    switch (value->kind) {
        case ValueKind::ConstantInt:
        case ValueKind::ConstantFloat:
            return printNumber(out, value->type, static_cast<const Constant*>(value)->bits);
        case ValueKind::Undef:
            out += "undef";
            return;
        case ValueKind::Null:
            out += "zeroinitializer";
            return;
        case ValueKind::ConstantAggregate:
            return printAggregate(out, static_cast<const ConstantAggregate&>(*value));
        case ValueKind::ConstantData:
            return printData(out, static_cast<const ConstantData&>(*value));
        case ValueKind::GlobalVariable:
            out += "@";
            out += static_cast<const GlobalVariable*>(value)->name;
            return;
        case ValueKind::Function:
            out += "@";
            out += static_cast<const Function*>(value)->name;
            return;
        default:
            out += "%" + std::to_string(value->id);
            return;
    }
}

std::string_view binaryName(BinaryOp op) {
    switch (op) {
        case BinaryOp::Add:
            return "add";
        case BinaryOp::Sub:
            return "sub";
        case BinaryOp::Mul:
            return "mul";
        case BinaryOp::UDiv:
            return "udiv";
        case BinaryOp::SDiv:
            return "sdiv";
        case BinaryOp::URem:
            return "urem";
        case BinaryOp::SRem:
            return "srem";
        case BinaryOp::Shl:
            return "shl";
        case BinaryOp::LShr:
            return "lshr";
        case BinaryOp::AShr:
            return "ashr";
        case BinaryOp::And:
            return "and";
        case BinaryOp::Or:
            return "or";
        case BinaryOp::Xor:
            return "xor";
        case BinaryOp::FAdd:
            return "fadd";
        case BinaryOp::FSub:
            return "fsub";
        case BinaryOp::FMul:
            return "fmul";
        case BinaryOp::FDiv:
            return "fdiv";
        case BinaryOp::FRem:
            return "frem";
    }
    return "";
}

std::string_view castName(CastOp op) {
    constexpr std::string_view kNames[] = {
        "trunc",   "zext",  "sext",     "fptoui",   "fptosi",  "uitofp",        "sitofp",
        "fptrunc", "fpext", "ptrtoint", "inttoptr", "bitcast", "addrspacecast",
    };
    return kNames[size_t(op)];
}

std::string_view predicateName(Predicate predicate) {
    constexpr std::string_view kFloat[] = {"false", "oeq", "ogt", "oge", "olt", "ole",
                                           "one",   "ord", "uno", "ueq", "ugt", "uge",
                                           "ult",   "ule", "une", "true"};
    constexpr std::string_view kInt[] = {"eq",  "ne",  "ugt", "uge", "ult",
                                         "ule", "sgt", "sge", "slt", "sle"};
    const auto code = size_t(predicate);
    const auto firstInt = size_t(Predicate::IcmpEq);
    return code < firstInt ? kFloat[code] : kInt[code - firstInt];
}

std::string_view atomicName(AtomicRmwOp op) {
    constexpr std::string_view kNames[] = {"xchg", "add", "sub", "and",  "nand", "or",
                                           "xor",  "max", "min", "umax", "umin"};
    return kNames[size_t(op)];
}

std::string_view resourceKindName(ResourceKind kind) {
    constexpr std::string_view kNames[] = {
        "invalid",     "Texture1D",      "Texture2D",        "Texture2DMS",      "Texture3D",
        "TextureCube", "Texture1DArray", "Texture2DArray",   "Texture2DMSArray", "TextureCubeArray",
        "TypedBuffer", "RawBuffer",      "StructuredBuffer", "CBuffer",          "Sampler",
    };
    return kNames[size_t(kind)];
}

std::string_view componentTypeName(ComponentType type) {
    constexpr std::string_view kNames[] = {"",    "i1",      "i16",     "u16",     "i32",
                                           "u32", "i64",     "u64",     "f16",     "f32",
                                           "f64", "snorm16", "unorm16", "snorm32", "unorm32"};
    return kNames[size_t(type)];
}

}  // namespace baker::dxil
