#include "spirv_to_dxil/dxil/shader_flags.hpp"

#include <algorithm>

#include "spirv_to_dxil/dxil/resource_properties.hpp"

namespace baker::dxil {
namespace {

struct FlagFeature {
    uint64_t flag;
    uint64_t feature;
};
constexpr FlagFeature kFeatures[] = {
    {kEnableDoublePrecision, 0x1},
    {kUavsAtEveryStage, 0x4},
    {kMoreThan8Uavs, 0x8},
    {kEnableDoubleExtensions, 0x20},
    {kEnableMsad, 0x40},
    {kTiledResources, 0x100},
    {kStencilRef, 0x200},
    {kInnerCoverage, 0x400},
    {kUavLoadAdditionalFormats, 0x800},
    {kRasterOrderedViews, 0x1000},
    {kViewportAndRtArrayIndex, 0x2000},
    {kWaveOps, 0x4000},
    {kInt64Ops, 0x8000},
    {kViewId, 0x10000},
    {kBarycentrics, 0x20000},
    {kShadingRate, 0x80000},
    {kAtomicInt64OnTypedResource, 0x400000},
    {kAtomicInt64OnGroupShared, 0x800000},
    {kDerivativesInMeshShaders, 0x1000000},
    {kResourceHeapIndexing, 0x2000000},
    {kSamplerHeapIndexing, 0x4000000},
    {kAtomicInt64OnHeapResource, 0x10000000},
    {kAdvancedTextureOps, 0x20000000},
    {kWriteableMsaaTextures, 0x40000000},
};
constexpr uint64_t kFeatureMinimumPrecision = 0x10;
constexpr uint64_t kFeatureNativeLowPrecision = 0x40000;

uint64_t constantOperand(const Instruction& call, size_t i) {
    const Constant* constant = asNumber(call.operands[i]);
    return constant ? constant->bits : 0;
}

DxOp opcodeOf(const Instruction& call) {
    return DxOp(constantOperand(call, 0));
}

const Resource* find(const Module& module, auto&& predicate) {
    for (const Resource* resource : module.resources())
        if (predicate(*resource)) return resource;
    return nullptr;
}

// The range that a handle was made from; null for a handle of a descriptor heap.
const Resource* resourceOf(const Module& module, Value* handle) {
    if (handle->kind != ValueKind::Instruction) return nullptr;
    const auto& call = *static_cast<Instruction*>(handle);
    if (call.opcode != Opcode::Call || !call.callee->dxOp) return nullptr;
    switch (opcodeOf(call)) {
        case DxOp::AnnotateHandle:
            return resourceOf(module, call.operand(1));
        case DxOp::CreateHandle:
            return find(module, [&](const Resource& r) {
                return uint64_t(r.resourceClass) == constantOperand(call, 1) &&
                       r.id == constantOperand(call, 2);
            });
        case DxOp::CreateHandleFromBinding: {
            Value* bind = call.operand(1);
            if (bind->kind != ValueKind::ConstantAggregate) return nullptr;
            const auto& words = static_cast<ConstantAggregate*>(bind)->elements;
            const auto word = [&](size_t i) { return asNumber(words[i])->bits; };
            return find(module, [&](const Resource& r) {
                return uint64_t(r.resourceClass) == word(3) && r.range.space == word(2) &&
                       r.range.base == word(0);
            });
        }
        default:
            return nullptr;
    }
}

bool isTyped(const Resource& r) {
    return r.component != ComponentType::Invalid;
}

// Sampling and loading with texel offsets that are not constants.
bool hasVariableOffsets(const Instruction& call, size_t first) {
    for (size_t i = first; i < first + 3; ++i)
        if (!call.operand(i)->isConstant()) return true;
    return false;
}

uint64_t loadFlags(const Module& module, const Instruction& call) {
    const Resource* resource = resourceOf(module, call.operand(1));
    const bool multi = resource && isTyped(*resource) && texelComponents(resource->component) > 1 &&
                       resource->resourceClass == ResourceClass::UnorderedAccess;
    return multi ? kUavLoadAdditionalFormats : 0;
}

uint64_t atomicFlags(const Module& module, const Instruction& call) {
    if (!call.type->isInteger(64)) return 0;
    const Resource* resource = resourceOf(module, call.operand(1));
    if (!resource) return kAtomicInt64OnHeapResource;
    return isTyped(*resource) ? kAtomicInt64OnTypedResource : 0;
}

uint64_t featureFlags(DxOpFeature feature, const Module& module) {
    switch (feature) {
        case DxOpFeature::Wave:
            return kWaveOps;
        case DxOpFeature::Msad:
            return kEnableMsad;
        case DxOpFeature::DoubleExtensions:
            return kEnableDoubleExtensions;
        case DxOpFeature::InnerCoverage:
            return kInnerCoverage;
        case DxOpFeature::ViewId:
            return kViewId;
        case DxOpFeature::Tiled:
            return kTiledResources;
        case DxOpFeature::AdvancedTexture:
            return kAdvancedTextureOps;
        case DxOpFeature::WriteableMsaa:
            return kWriteableMsaaTextures | kAdvancedTextureOps;
        case DxOpFeature::Derivatives:
            return module.kind == ShaderKind::Mesh || module.kind == ShaderKind::Amplification
                       ? kDerivativesInMeshShaders
                       : 0;
        default:
            return 0;
    }
}

uint64_t intrinsicFlags(const Module& module, const Instruction& call) {
    const DxOp op = opcodeOf(call);
    const uint64_t flags = featureFlags(dxOpInfo(op).feature, module);
    switch (op) {
        case DxOp::TextureLoad:
            return flags | loadFlags(module, call) |
                   (hasVariableOffsets(call, 6) ? kAdvancedTextureOps : 0);
        case DxOp::BufferLoad:
            return flags | loadFlags(module, call);
        case DxOp::AtomicBinOp:
        case DxOp::AtomicCompareExchange:
            return flags | atomicFlags(module, call);
        case DxOp::Sample:
        case DxOp::SampleBias:
        case DxOp::SampleCmp:
        case DxOp::SampleLevel:
        case DxOp::SampleCmpLevelZero:
        case DxOp::SampleGrad:
            return flags | (hasVariableOffsets(call, 7) ? kAdvancedTextureOps : 0);
        case DxOp::AttributeAtVertex:
            return flags | (validatorMinor(module) >= 6 ? kBarycentrics : 0);
        case DxOp::SampleCmpLevel:
            return flags | kAdvancedTextureOps;
        case DxOp::CreateHandleFromHeap:
            return flags |
                   (constantOperand(call, 2) ? kSamplerHeapIndexing : kResourceHeapIndexing);
        default:
            return flags;
    }
}

bool isDivisionOrConversion(const Instruction& i) {
    if (i.opcode == Opcode::Binary) return BinaryOp(i.detail) == BinaryOp::FDiv;
    if (i.opcode != Opcode::Cast) return false;
    const CastOp op = CastOp(i.detail);
    return op >= CastOp::FPToUI && op <= CastOp::SIToFP;
}

uint64_t typeFlags(const Instruction& i, const Type* type) {
    if (type->isFloat(64))
        return kEnableDoublePrecision | (isDivisionOrConversion(i) ? kEnableDoubleExtensions : 0);
    if (type->isFloat(16) || type->isInteger(16)) return kLowPrecisionPresent;
    if (!type->isInteger(64)) return 0;
    const bool atomic = i.opcode == Opcode::AtomicRmw || i.opcode == Opcode::CmpXchg;
    return kInt64Ops | (atomic ? kAtomicInt64OnGroupShared : 0);
}

uint64_t instructionFlags(const Module& module, const Instruction& i) {
    if (i.opcode == Opcode::Call && !i.callee->dxOp) return 0;
    uint64_t flags = typeFlags(i, i.type);
    for (Value* operand : i.operands) flags |= typeFlags(i, resolve(operand)->type);
    if (i.opcode == Opcode::Call) flags |= intrinsicFlags(module, i);
    return flags;
}

bool isRaw(const Resource& r) {
    return r.kind == ResourceKind::RawBuffer || r.kind == ResourceKind::StructuredBuffer;
}

uint64_t resourceFlags(const Module& module) {
    uint64_t flags = 0;
    uint64_t uavs = 0;
    uint64_t uavRanges = 0;
    for (const Resource* r : module.resources()) {
        if (r->resourceClass == ResourceClass::ShaderResource && isRaw(*r))
            flags |= kEnableRawAndStructuredBuffers;
        if (r->resourceClass != ResourceClass::UnorderedAccess) continue;
        ++uavRanges;
        uavs += std::min<uint64_t>(r->range.count, 9);
        if (isRaw(*r)) flags |= kEnableRawAndStructuredBuffers;
        if (r->rasterOrdered) flags |= kRasterOrderedViews;
        if (r->kind == ResourceKind::Texture2DMS || r->kind == ResourceKind::Texture2DMSArray)
            flags |= kWriteableMsaaTextures;
    }
    // Validators before 1.6 counted ranges, not registers.
    if ((validatorMinor(module) >= 6 ? uavs : uavRanges) > 8) flags |= kMoreThan8Uavs;
    const bool usual = module.kind == ShaderKind::Compute || module.kind == ShaderKind::Pixel;
    if (uavRanges && !usual) flags |= kUavsAtEveryStage;
    return flags;
}

bool isLayerOrViewport(const SignatureElement& e) {
    return e.kind == SemanticKind::RenderTargetArrayIndex ||
           e.kind == SemanticKind::ViewPortArrayIndex;
}

uint64_t signatureFlags(const Module& module) {
    const ShaderKind kind = module.kind;
    const bool tessellation = kind == ShaderKind::Hull || kind == ShaderKind::Domain;
    uint64_t flags = 0;
    for (const SignatureElement& e : module.inputs) {
        if (isLayerOrViewport(e) && (tessellation || kind == ShaderKind::Geometry))
            flags |= kViewportAndRtArrayIndex;
        if (e.kind == SemanticKind::ShadingRate) flags |= kShadingRate;
        if (e.kind == SemanticKind::Barycentrics && validatorMinor(module) >= 6)
            flags |= kBarycentrics;
    }
    for (const SignatureElement& e : module.outputs) {
        if (isLayerOrViewport(e) && (tessellation || kind == ShaderKind::Vertex))
            flags |= kViewportAndRtArrayIndex;
        if (e.kind == SemanticKind::StencilRef) flags |= kStencilRef;
        if (e.kind == SemanticKind::ShadingRate) flags |= kShadingRate;
    }
    return flags;
}

}  // namespace

uint64_t shaderFlags(const Module& module) {
    uint64_t flags = resourceFlags(module) | signatureFlags(module);
    if (module.native16Bit) flags |= kUseNativeLowPrecision;
    if (module.pixel.earlyDepthStencil) flags |= kForceEarlyDepthStencil;
    for (Function* function : module.functions())
        for (BasicBlock* block : function->blocks)
            for (Instruction* i = block->first; i; i = i->next)
                flags |= instructionFlags(module, *i);
    return flags;
}

uint64_t featureInfo(uint64_t flags) {
    uint64_t info = 0;
    for (const FlagFeature& row : kFeatures)
        if (flags & row.flag) info |= row.feature;
    if (flags & kLowPrecisionPresent)
        info |=
            flags & kUseNativeLowPrecision ? kFeatureNativeLowPrecision : kFeatureMinimumPrecision;
    return info;
}

uint8_t validatorMinor(const Module& module) {
    return std::max<uint8_t>(5, module.shaderModel.minor);
}

}  // namespace baker::dxil
