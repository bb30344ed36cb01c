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
