#include "proxy/unwrap.hpp"

#include <algorithm>

#include "d3d12/container_hash.hpp"
#include "d3d12/experimental.hpp"

namespace baker::host {

namespace {

size_t aligned(size_t offset, size_t alignment) {
    return (offset + alignment - 1) & ~(alignment - 1);
}

const Subobject* findSubobject(UINT type) {
    const auto* end = kSubobjects + kSubobjectCount;
    const auto* row =
        std::find_if(kSubobjects, end, [&](const Subobject& s) { return s.type == type; });
    return row == end ? nullptr : row;
}

// `f` of each subobject and the offset of its payload. The stream is a run of { type, payload },
// each aligned to a pointer. An unknown type ends the walk: its size is unknown too, and vkd3d
// refuses the whole stream for it.
template <class F>
void forEachSubobject(const std::byte* stream, size_t size, const F& f) {
    for (size_t offset = 0; offset + sizeof(UINT) <= size;) {
        UINT type;  // the client's: any value
        std::memcpy(&type, stream + offset, sizeof(type));
        const Subobject* subobject = findSubobject(type);
        if (!subobject) return;
        const size_t payload = aligned(offset + sizeof(type), subobject->alignment);
        if (payload + subobject->size > size) return;
        f(*subobject, payload);
        offset = aligned(payload + subobject->size, alignof(void*));
    }
}

// vkd3d knows the first form alone. Both take as many bytes of the stream.
void toFirstForm(std::byte* payload) {
    D3D12_RASTERIZER_DESC2 given;
    std::memcpy(&given, payload, sizeof(given));
    noteLines(given.LineRasterizationMode);
    const D3D12_RASTERIZER_DESC first = {
        .FillMode = given.FillMode,
        .CullMode = given.CullMode,
        .FrontCounterClockwise = given.FrontCounterClockwise,
        .DepthBias = static_cast<INT>(given.DepthBias),
        .DepthBiasClamp = given.DepthBiasClamp,
        .SlopeScaledDepthBias = given.SlopeScaledDepthBias,
        .DepthClipEnable = given.DepthClipEnable,
        .MultisampleEnable =
            given.LineRasterizationMode >= D3D12_LINE_RASTERIZATION_MODE_QUADRILATERAL_WIDE,
        .AntialiasedLineEnable =
            given.LineRasterizationMode == D3D12_LINE_RASTERIZATION_MODE_ALPHA_ANTIALIASED,
        .ForcedSampleCount = given.ForcedSampleCount,
        .ConservativeRaster = given.ConservativeRaster};
    constexpr UINT kType = D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RASTERIZER;
    std::memcpy(payload - sizeof(UINT), &kType, sizeof(kType));
    std::memcpy(payload, &first, sizeof(first));
}
static_assert((sizeof(UINT) + sizeof(D3D12_RASTERIZER_DESC2) + 7) / 8 ==
              (sizeof(UINT) + sizeof(D3D12_RASTERIZER_DESC) + 7) / 8);

void noteLinesOf(const std::byte* payload) {
    D3D12_RASTERIZER_DESC given;
    std::memcpy(&given, payload, sizeof(given));
    noteLines(given.MultisampleEnable       ? D3D12_LINE_RASTERIZATION_MODE_QUADRILATERAL_WIDE
              : given.AntialiasedLineEnable ? D3D12_LINE_RASTERIZATION_MODE_ALPHA_ANTIALIASED
                                            : D3D12_LINE_RASTERIZATION_MODE_ALIASED);
}

void readLines(UINT type, std::byte* payload, size_t left) {
    if (left < sizeof(D3D12_RASTERIZER_DESC)) return;
    if (type == D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RASTERIZER) noteLinesOf(payload);
    if (type == D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RASTERIZER2) toFirstForm(payload);
}

}  // namespace

void unwrap(D3D12_SHADER_BYTECODE& code, Scratch& scratch) {
    if (!experimentalShaderModels() ||
        !isUnsignedContainer(code.pShaderBytecode, code.BytecodeLength))
        return;
    std::byte* copy = scratch.allocateBytes(code.BytecodeLength);
    std::memcpy(copy, code.pShaderBytecode, code.BytecodeLength);
    signContainer(copy, code.BytecodeLength);
    code.pShaderBytecode = copy;
}

void unwrap(D3D12_PIPELINE_STATE_STREAM_DESC& stream, Scratch& scratch) {
    if (!stream.pPipelineStateSubobjectStream) return;
    std::byte* copy = scratch.allocateBytes(stream.SizeInBytes);
    std::memcpy(copy, stream.pPipelineStateSubobjectStream, stream.SizeInBytes);
    stream.pPipelineStateSubobjectStream = copy;
    forEachSubobject(copy, stream.SizeInBytes, [&](const Subobject& subobject, size_t payload) {
        if (subobject.unwrap) subobject.unwrap(copy + payload, scratch);
        readLines(subobject.type, copy + payload, stream.SizeInBytes - payload);
    });
}

AlphaFactors alphaFactorsOf(const D3D12_PIPELINE_STATE_STREAM_DESC& stream) {
    const auto* bytes = static_cast<const std::byte*>(stream.pPipelineStateSubobjectStream);
    AlphaFactors factors{};
    if (!bytes) return factors;
    forEachSubobject(bytes, stream.SizeInBytes, [&](const Subobject& subobject, size_t payload) {
        if (subobject.type != D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_BLEND) return;
        D3D12_BLEND_DESC desc;
        std::memcpy(&desc, bytes + payload, sizeof(desc));
        factors = alphaFactorsOf(desc);
    });
    return factors;
}

void unwrap(D3D12_STREAM_OUTPUT_DESC& desc, Scratch& scratch) {
    if (!desc.pSODeclaration) return;
    auto* entries = scratch.allocate<D3D12_SO_DECLARATION_ENTRY>(desc.NumEntries);
    std::copy_n(desc.pSODeclaration, desc.NumEntries, entries);
    for (UINT i = 0; i < desc.NumEntries; ++i)
        if (!entries[i].SemanticName) entries[i].SemanticName = "";
    desc.pSODeclaration = entries;
}

}  // namespace baker::host
