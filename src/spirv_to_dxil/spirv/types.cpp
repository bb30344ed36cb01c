#include "spirv_to_dxil/spirv/types.hpp"

#include <algorithm>

namespace baker::spirv {

namespace {

constexpr uint32_t kPointerWords = 2;

// FPEncoding, which is newer than some distributions' headers.
struct EncodingRow {
    uint32_t number;
    uint32_t width;
    Encoding encoding;
};
constexpr EncodingRow kEncodings[] = {
    {0, 16, Encoding::BFloat16},
    {4214, 8, Encoding::E4M3},
    {4215, 8, Encoding::E5M2},
    {4225, 4, Encoding::E2M1},
};

// A fourth word names an encoding other than IEEE 754's.
bool readFloat(const Instruction& inst, Type& type) {
    if (inst.wordCount() <= 3) return type.width == 16 || type.width == 32 || type.width == 64;
    for (const EncodingRow& row : kEncodings) {
        if (row.number != inst.word(3) || row.width != type.width) continue;
        type.encoding = row.encoding;
        return true;
    }
    return false;
}

uint32_t alignUp(uint32_t offset, uint32_t alignment) {
    return (offset + alignment - 1) / alignment * alignment;
}

// Whether Vulkan lets pointers into the storage class be chosen at run time, kept in memory and
// computed.
bool hasPointerValues(spv::StorageClass storage) {
    return storage == spv::StorageClass::StorageBuffer || storage == spv::StorageClass::Workgroup ||
           storage == spv::StorageClass::PhysicalStorageBuffer;
}

}  // namespace

const Type* Type::scalar() const {
    const Type* type = this;
    while (type && type->isNumericAggregate()) type = type->element;
    return type && type->isScalar() ? type : nullptr;
}

bool Types::declares(spv::Op op) {
    switch (op) {
        case spv::Op::OpTypeForwardPointer:
        case spv::Op::OpTypeAccelerationStructureKHR:
        case spv::Op::OpTypeRayQueryKHR:
            return true;
        default:
            return op >= spv::Op::OpTypeVoid && op <= spv::Op::OpTypePipe;
    }
}

std::string Types::add(const Instruction& inst, uint32_t arrayLength) {
    if (inst.op() == spv::Op::OpTypePointer || inst.op() == spv::Op::OpTypeForwardPointer)
        return pointer(inst);
    Type type;
    type.id = inst.word(1);
    type.offset = inst.offset();
    if (const Decoration* d = module_.decoration(type.id, spv::Decoration::ArrayStride))
        type.stride = d->operands.empty() ? 0 : d->operands[0];
    std::string error;
    switch (inst.op()) {
        case spv::Op::OpTypeVector:
        case spv::Op::OpTypeMatrix:
            error = composite(inst, type, inst.word(3));
            break;
        case spv::Op::OpTypeArray:
            error = composite(inst, type, arrayLength);
            break;
        case spv::Op::OpTypeRuntimeArray:
            error = composite(inst, type, 0);
            break;
        case spv::Op::OpTypeStruct:
            error = structure(inst, type);
            break;
        default:
            error = scalarOrOpaque(inst, type);
    }
    if (!error.empty()) return error;
    byId_[type.id] = &types_.emplace_back(std::move(type));
    return {};
}

std::string Types::scalarOrOpaque(const Instruction& inst, Type& type) {
    switch (inst.op()) {
        case spv::Op::OpTypeVoid:
            type.kind = TypeKind::Void;
            return {};
        case spv::Op::OpTypeBool:
            type.kind = TypeKind::Bool;
            break;
        case spv::Op::OpTypeInt:
            type.kind = TypeKind::Int;
            type.width = inst.word(2);
            type.isSigned = inst.word(3) != 0;
            if (type.width != 8 && type.width != 16 && type.width != 32 && type.width != 64)
                return "an integer type must have 8, 16, 32 or 64 bits";
            break;
        case spv::Op::OpTypeFloat:
            type.kind = TypeKind::Float;
            type.width = inst.word(2);
            if (!readFloat(inst, type)) type.kind = TypeKind::Unsupported;
            break;
        case spv::Op::OpTypeImage:
            type.kind = TypeKind::Image;
            type.texel = find(inst.word(2));
            type.dim = static_cast<spv::Dim>(inst.word(3));
            type.isArrayed = inst.word(5) != 0;
            type.isMultisampled = inst.word(6) != 0;
            type.isStorage = inst.word(7) == 2 && type.dim != spv::Dim::SubpassData;
            if (!type.texel) return "the image's sampled type is no type declared before";
            break;
        case spv::Op::OpTypeSampler:
            type.kind = TypeKind::Sampler;
            break;
        case spv::Op::OpTypeSampledImage:
            type.kind = TypeKind::SampledImage;
            type.image = find(inst.word(2));
            if (!type.image || type.image->kind != TypeKind::Image)
                return "a sampled image is of an image type declared before";
            break;
        case spv::Op::OpTypeFunction:
            type.kind = TypeKind::Function;
            return {};
        case spv::Op::OpTypeAccelerationStructureKHR:
            type.kind = TypeKind::AccelerationStructure;
            break;
        default:
            type.kind = TypeKind::Unsupported;
    }
    type.scalars = type.groups = type.isScalar() ? 1 : 0;
    if (type.scalars)
        type.packedSize = type.packedAlignment =
            type.kind == TypeKind::Bool ? 4 : std::max(1u, type.width / 8);
    if (type.packedSize) type.granularity = std::min(type.packedSize, 4u);
    return {};
}

std::string Types::composite(const Instruction& inst, Type& type, uint32_t count) {
    const Type* element = find(inst.word(2));
    if (!element) return "the element type is no type declared before";
    type.element = element;
    type.count = count;
    type.depth = element->depth + 1;
    if (type.depth > kMaxDepth) return "types are nested too deeply";
    switch (inst.op()) {
        case spv::Op::OpTypeVector:
            type.kind = TypeKind::Vector;
            if (element->kind == TypeKind::Unsupported) {
                type.kind = TypeKind::Unsupported;
                return {};
            }
            if (!element->isScalar() || count < 2 || count > 4) return "this is no vector type";
            break;
        case spv::Op::OpTypeMatrix:
            type.kind = TypeKind::Matrix;
            if (element->kind != TypeKind::Vector || count < 2 || count > 4)
                return "this is no matrix type";
            break;
        case spv::Op::OpTypeArray:
            type.kind = TypeKind::Array;
            // Specialisation can make an array that is used nowhere empty: it gets one element.
            if (count == 0) type.count = count = 1;
            break;
        default:
            type.kind = TypeKind::RuntimeArray;
    }
    const uint64_t scalars = uint64_t{element->scalars} * count;
    // Too large for a value; such a type can still lie in a buffer.
    type.scalars = scalars <= kMaxScalars ? static_cast<uint32_t>(scalars) : 0;
    type.groups = element->groups;
    const uint64_t size = uint64_t{element->packedSize} * count;
    type.packedSize = type.scalars && size <= UINT32_MAX ? static_cast<uint32_t>(size) : 0;
    type.packedAlignment = element->packedAlignment;
    type.granularity = element->granularity;
    type.holdsPointer = element->holdsPointer;
    return {};
}

std::string Types::structure(const Instruction& inst, Type& type) {
    type.kind = TypeKind::Struct;
    const auto ids = inst.from(2);
    type.members.resize(ids.size());
    uint64_t scalars = 0;
    uint64_t groups = 0;
    bool hasValue = true;
    for (uint32_t i = 0; i < ids.size(); ++i) {
        Member& member = type.members[i];
        member.type = find(ids[i]);
        if (!member.type) return "a member's type is no type declared before";
        member.firstScalar = static_cast<uint32_t>(scalars);
        member.firstGroup = static_cast<uint32_t>(groups);
        hasValue =
            hasValue && (member.type->scalars != 0 ||
                         (member.type->kind == TypeKind::Struct && member.type->members.empty()));
        scalars = std::min<uint64_t>(scalars + member.type->scalars, kMaxScalars + 1);
        groups = std::min<uint64_t>(groups + member.type->groups, kMaxScalars + 1);
        type.depth = std::max(type.depth, member.type->depth + 1);
        layoutMember(type, i, member);
        pack(type, member);
    }
    type.packedSize = alignUp(type.packedSize, type.packedAlignment);
    if (type.depth > kMaxDepth) return "types are nested too deeply";
    if (groups > kMaxScalars) return "the structure has too many members";
    type.scalars = hasValue && scalars <= kMaxScalars ? static_cast<uint32_t>(scalars) : 0;
    type.groups = static_cast<uint32_t>(groups);
    return {};
}

// Places the next member in the packed layout.
void Types::pack(Type& type, Member& member) {
    member.packedOffset = alignUp(type.packedSize, member.type->packedAlignment);
    type.packedSize = member.packedOffset + member.type->packedSize;
    type.packedAlignment = std::max(type.packedAlignment, member.type->packedAlignment);
    type.granularity = std::min(type.granularity, member.type->granularity);
    type.holdsPointer |= member.type->holdsPointer;
}

void Types::layoutMember(const Type& type, uint32_t index, Member& member) const {
    for (const Decoration& d : module_.decorations(type.id, index)) {
        const uint32_t operand = d.operands.empty() ? 0 : d.operands[0];
        switch (d.kind) {
            case spv::Decoration::Offset:
                member.offset = operand;
                break;
            case spv::Decoration::MatrixStride:
                member.matrix.stride = operand;
                break;
            case spv::Decoration::RowMajor:
                member.matrix.rowMajor = true;
                break;
            default:
                break;
        }
    }
}

// OpTypeForwardPointer announces a pointer that a structure may contain before the pointer's own
// declaration.
std::string Types::pointer(const Instruction& inst) {
    const Id id = inst.word(1);
    if (id == 0 || id >= byId_.size()) return "the pointer type's id is out of bounds";
    Type* type = byId_[id];
    const bool isAnnounced = type != nullptr;
    if (!type) {
        type = byId_[id] = &types_.emplace_back();
        type->kind = TypeKind::Pointer;
        type->holdsPointer = true;
        type->id = id;
        type->offset = inst.offset();
    }
    if (type->kind != TypeKind::Pointer || type->element)
        return "the pointer type is declared twice";
    const auto storage = static_cast<spv::StorageClass>(inst.word(2));
    if (isAnnounced && type->storage != storage)
        return "the pointer type is announced with another storage class";
    type->storage = storage;
    if (hasPointerValues(type->storage)) {
        type->scalars = type->groups = kPointerWords;
        type->packedSize = kPointerWords * 4;
        type->packedAlignment = 4;
    }
    if (inst.op() == spv::Op::OpTypeForwardPointer) return {};
    type->element = find(inst.word(3));
    if (!type->element) return "the pointee type is no type declared before";
    if (const Decoration* d = module_.decoration(id, spv::Decoration::ArrayStride))
        type->stride = d->operands.empty() ? 0 : d->operands[0];
    return {};
}

}  // namespace baker::spirv
