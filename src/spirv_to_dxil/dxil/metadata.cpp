#include "spirv_to_dxil/dxil/metadata.hpp"

#include <array>
#include <cassert>
#include <string>

#include "spirv_to_dxil/dxil/dependencies.hpp"
#include "spirv_to_dxil/dxil/resource_properties.hpp"
#include "spirv_to_dxil/dxil/shader_flags.hpp"

namespace baker::dxil {

MetadataTable::Id MetadataTable::add(Entry entry) {
    entries_.push_back(std::move(entry));
    return Id(entries_.size() - 1);
}

MetadataTable::Id MetadataTable::string(std::string_view text) {
    if (auto known = strings_.find(text); known != strings_.end()) return known->second;
    const std::string_view kept = module_.arena().copy(text);
    return strings_[kept] = add({.kind = Kind::String, .text = kept});
}

MetadataTable::Id MetadataTable::value(Value* value) {
    if (auto known = values_.find(value); known != values_.end()) return known->second;
    return values_[value] = add({.kind = Kind::Value, .value = value});
}

MetadataTable::Id MetadataTable::node(std::vector<Id> operands) {
    return add({.kind = Kind::Node, .operands = std::move(operands)});
}

void MetadataTable::name(std::string_view name, std::vector<Id> operands) {
    named_.push_back({name, std::move(operands)});
}

namespace {

using Id = MetadataTable::Id;
constexpr Id kNull = MetadataTable::kNull;

// Tags of the entry point's properties.
enum class EntryTag : uint32_t {
    ShaderFlags = 0,
    GeometryState = 1,
    DomainState = 2,
    HullState = 3,
    NumThreads = 4,
    MeshState = 9,
    AmplificationState = 10,
    WaveSize = 11,
};
// Tags of a resource's extended properties.
enum class ResourceTag : uint32_t { ElementType = 0, Stride = 1, Atomic64 = 3 };
// Tags of a signature element's extended properties.
enum class ElementTag : uint32_t { OutputStream = 0, DynamicMask = 2, UsageMask = 3 };

const char* stageName(ShaderKind kind) {
    switch (kind) {
        case ShaderKind::Pixel:
            return "ps";
        case ShaderKind::Vertex:
            return "vs";
        case ShaderKind::Geometry:
            return "gs";
        case ShaderKind::Hull:
            return "hs";
        case ShaderKind::Domain:
            return "ds";
        case ShaderKind::Compute:
            return "cs";
        case ShaderKind::Mesh:
            return "ms";
        default:
            return "as";
    }
}

std::string_view kindName(ResourceKind kind) {
    constexpr std::string_view kNames[] = {
        "",
        "Texture1D",
        "Texture2D",
        "Texture2DMS",
        "Texture3D",
        "TextureCube",
        "Texture1DArray",
        "Texture2DArray",
        "Texture2DMSArray",
        "TextureCubeArray",
        "Buffer",
        "ByteAddressBuffer",
        "StructuredBuffer",
        "cbuffer",
        "SamplerState",
    };
    return kNames[size_t(kind)];
}

class Builder {
  public:
    Builder(Module& module, uint64_t flags) : module_(module), flags_(flags), table_(module) {}

    MetadataTable build() {
        table_.name("llvm.ident", {table_.node({table_.string("baker")})});
        const Id version = versionNode(module_.shaderModel.minor);
        table_.name("dx.version", {version});
        table_.name("dx.valver", {versionNode(validatorMinor(module_))});
        table_.name("dx.shaderModel", {table_.node({table_.string(stageName(module_.kind)),
                                                    table_.i32(module_.shaderModel.major),
                                                    table_.i32(module_.shaderModel.minor)})});
        const Id resources = resourcesNode();
        if (resources != kNull) table_.name("dx.resources", {resources});
        viewIdStateNode();
        table_.name("dx.entryPoints", {entryNode(resources)});
        return std::move(table_);
    }

  private:
    Id versionNode(uint32_t minor) { return table_.node({table_.i32(1), table_.i32(minor)}); }

    void viewIdStateNode() {
        const std::vector<uint32_t> state = viewIdState(module_, flags_ & kViewId);
        if (state.empty()) return;
        TypeTable& types = module_.types();
        const std::vector<uint64_t> words(state.begin(), state.end());
        Value* array =
            module_.constantData(types.array(types.i32(), uint32_t(words.size())), words);
        table_.name("dx.viewIdState", {table_.node({table_.value(array)})});
    }

    Id tag(auto value) { return table_.i32(uint32_t(value)); }

    // --- resources

    Id resourcesNode() {
        std::vector<Id> lists;
        bool any = false;
        for (ResourceClass cls : {ResourceClass::ShaderResource, ResourceClass::UnorderedAccess,
                                  ResourceClass::ConstantBuffer, ResourceClass::Sampler}) {
            std::vector<Id> ranges;
            for (const Resource* resource : module_.resources())
                if (resource->resourceClass == cls) ranges.push_back(resourceNode(*resource));
            any |= !ranges.empty();
            lists.push_back(ranges.empty() ? kNull : table_.node(std::move(ranges)));
        }
        return any ? table_.node(std::move(lists)) : kNull;
    }

    Id resourceNode(const Resource& r) {
        std::vector<Id> fields{table_.i32(r.id),         table_.value(module_.undef(symbolType(r))),
                               table_.string(r.name),    table_.i32(r.range.space),
                               table_.i32(r.range.base), table_.i32(r.range.count)};
        switch (r.resourceClass) {
            case ResourceClass::ShaderResource:
                fields.insert(fields.end(), {tag(r.kind), table_.i32(r.sampleCount), tags(r)});
                break;
            case ResourceClass::UnorderedAccess:
                fields.insert(fields.end(),
                              {tag(r.kind), table_.i1(r.globallyCoherent), table_.i1(r.counter),
                               table_.i1(r.rasterOrdered), tags(r)});
                break;
            case ResourceClass::ConstantBuffer:
                fields.insert(fields.end(), {table_.i32(r.size), kNull});
                break;
            case ResourceClass::Sampler:
                fields.insert(fields.end(), {tag(r.samplerKind), kNull});
                break;
        }
        return table_.node(std::move(fields));
    }

    Id tags(const Resource& r) {
        std::vector<Id> list;
        if (r.component != ComponentType::Invalid)
            list.insert(list.end(), {tag(ResourceTag::ElementType), tag(r.component)});
        if (r.kind == ResourceKind::StructuredBuffer)
            list.insert(list.end(), {tag(ResourceTag::Stride), table_.i32(r.stride)});
        if (r.atomic64 && module_.shaderModel.minor >= 6)
            list.insert(list.end(), {tag(ResourceTag::Atomic64), table_.i1(true)});
        return list.empty() ? kNull : table_.node(std::move(list));
    }

    // The type of the variable that HLSL would declare: a pointer to a structure named after it,
    // or to an array of those.
    const Type* symbolType(const Resource& r) {
        TypeTable& types = module_.types();
        const Type* structure = types.structure(symbolName(r), std::array{symbolMember(r)});
        if (r.range.count != 1)
            structure =
                types.array(structure, r.range.count == kUnboundedCount ? 0 : r.range.count);
        return types.pointer(structure);
    }

    std::string symbolName(const Resource& r) {
        const bool writable = r.resourceClass == ResourceClass::UnorderedAccess;
        std::string name = "struct.";
        if (r.rasterOrdered)
            name += "RasterizerOrdered";
        else if (writable)
            name += "RW";
        name += kindName(r.kind);
        if (r.component != ComponentType::Invalid)
            name += "<" + std::to_string(unsigned(r.component)) + ">";
        if (r.kind == ResourceKind::StructuredBuffer || r.kind == ResourceKind::CBuffer)
            name += "<" + std::to_string(r.stride + r.size) + ">";
        return name;
    }

    const Type* symbolMember(const Resource& r) {
        TypeTable& types = module_.types();
        if (r.kind == ResourceKind::CBuffer) return types.array(types.i32(), (r.size + 3) / 4);
        if (r.kind == ResourceKind::StructuredBuffer) return types.array(types.i32(), r.stride / 4);
        if (r.component == ComponentType::Invalid) return types.i32();
        return types.vector(componentType(r.component), texelComponents(r.component));
    }

    const Type* componentType(ComponentType component) {
        TypeTable& types = module_.types();
        switch (component) {
            case ComponentType::I16:
            case ComponentType::U16:
                return types.i16();
            case ComponentType::F16:
                return types.half();
            case ComponentType::I32:
            case ComponentType::U32:
                return types.i32();
            case ComponentType::I64:
            case ComponentType::U64:
                return types.i64();
            case ComponentType::F64:
                return types.f64();
            default:
                return types.f32();
        }
    }

    // --- signatures

    Id signaturesNode() {
        const Id inputs = signatureNode(module_.inputs);
        const Id outputs = signatureNode(module_.outputs);
        const Id patch = signatureNode(module_.patchConstants);
        if (inputs == kNull && outputs == kNull && patch == kNull) return kNull;
        return table_.node({inputs, outputs, patch});
    }

    Id signatureNode(const Signature& signature) {
        std::vector<Id> elements;
        for (const SignatureElement& e : signature)
            elements.push_back(elementNode(e, uint32_t(elements.size())));
        return elements.empty() ? kNull : table_.node(std::move(elements));
    }

    Id elementNode(const SignatureElement& e, uint32_t id) {
        std::vector<Id> indices;
        for (uint32_t row = 0; row < e.rows; ++row)
            indices.push_back(table_.i32(e.semanticIndex + row));
        const int8_t column = e.startRow == kNoRegister ? -1 : e.startColumn;
        return table_.node(
            {table_.i32(id), table_.string(e.semantic), table_.i8(uint8_t(e.component)),
             table_.i8(uint8_t(e.kind)), table_.node(std::move(indices)),
             table_.i8(uint8_t(e.interpolation)), table_.i32(e.rows), table_.i8(e.columns),
             table_.i32(uint32_t(e.startRow)), table_.i8(uint8_t(column)), elementTags(e)});
    }

    Id elementTags(const SignatureElement& e) {
        std::vector<Id> list;
        if (e.stream)
            list.insert(list.end(), {tag(ElementTag::OutputStream), table_.i32(e.stream)});
        if (e.dynamicMask)
            list.insert(list.end(), {tag(ElementTag::DynamicMask), table_.i32(e.dynamicMask)});
        if (e.usageMask)
            list.insert(list.end(), {tag(ElementTag::UsageMask), table_.i32(e.usageMask)});
        return list.empty() ? kNull : table_.node(std::move(list));
    }

    // --- the entry point

    Id entryNode(Id resources) {
        return table_.node({table_.value(module_.entry), table_.string(module_.entry->name),
                            signaturesNode(), resources, propertiesNode()});
    }

    Id propertiesNode() {
        std::vector<Id> list;
        if (flags_) list.insert(list.end(), {tag(EntryTag::ShaderFlags), table_.i64(flags_)});
        const auto add = [&](EntryTag name, Id state) {
            list.insert(list.end(), {tag(name), state});
        };
        switch (module_.kind) {
            case ShaderKind::Compute:
                add(EntryTag::NumThreads, numThreads());
                if (const uint32_t size = module_.compute.waveSize)
                    add(EntryTag::WaveSize, table_.node({table_.i32(size)}));
                break;
            case ShaderKind::Geometry:
                add(EntryTag::GeometryState, geometryState());
                break;
            case ShaderKind::Domain:
                add(EntryTag::DomainState, domainState());
                break;
            case ShaderKind::Hull:
                add(EntryTag::HullState, hullState());
                break;
            case ShaderKind::Mesh:
                add(EntryTag::MeshState, meshState());
                break;
            case ShaderKind::Amplification:
                add(EntryTag::AmplificationState,
                    table_.node({numThreads(), table_.i32(module_.mesh.payloadSize)}));
                break;
            default:
                break;
        }
        return list.empty() ? kNull : table_.node(std::move(list));
    }

    Id numThreads() {
        const auto& n = module_.compute.numThreads;
        return table_.node({table_.i32(n[0]), table_.i32(n[1]), table_.i32(n[2])});
    }

    Id geometryState() {
        const GeometryState& s = module_.geometry;
        return table_.node({tag(s.input), table_.i32(s.maxVertexCount), table_.i32(s.streamMask),
                            tag(s.topology), table_.i32(s.instanceCount)});
    }

    Id domainState() {
        const TessellationState& s = module_.tessellation;
        return table_.node({tag(s.domain), table_.i32(s.inputControlPoints)});
    }

    Id hullState() {
        const TessellationState& s = module_.tessellation;
        const Id function = s.patchConstantFunction ? table_.value(s.patchConstantFunction) : kNull;
        return table_.node({function, table_.i32(s.inputControlPoints),
                            table_.i32(s.outputControlPoints), tag(s.domain), tag(s.partitioning),
                            tag(s.output), table_.value(module_.f32(s.maxTessFactor))});
    }

    Id meshState() {
        const MeshState& s = module_.mesh;
        return table_.node({numThreads(), table_.i32(s.maxVertexCount),
                            table_.i32(s.maxPrimitiveCount), tag(s.topology),
                            table_.i32(s.payloadSize)});
    }

    Module& module_;
    uint64_t flags_;
    MetadataTable table_;
};

}  // namespace

MetadataTable buildMetadata(Module& module, uint64_t flags) {
    assert(module.entry);
    return Builder(module, flags).build();
}

}  // namespace baker::dxil
