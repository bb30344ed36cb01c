#include "vertex_fetch.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "device/device.hpp"
#include "pipeline/variant_table.hpp"
#include "resource/attribute_format.hpp"
#include "resource/buffer.hpp"

namespace baker {
namespace {

// A row of Options::vertexFetch.
struct FetchRow {
    uint32_t window, start, count, stride;
};

// Elements of `bytes` that lie within `size`, the first at `offset`.
uint32_t elementCount(uint64_t size, uint64_t offset, uint32_t bytes, uint32_t stride) {
    if (offset + bytes > size) return 0;
    if (!stride) return UINT32_MAX;
    return static_cast<uint32_t>((size - offset - bytes) / stride) + 1;
}

// A view reaches over two windows.
FetchRow rowOf(VkDeviceAddress address, uint64_t size, const D3D12_VERTEX_BUFFER_VIEW& view,
               const VertexAttribute& attribute) {
    const AttributeFormat* format = attributeFormat(static_cast<VkFormat>(attribute.format));
    const auto inWindow = static_cast<uint32_t>(address % kAddressWindow);
    const uint64_t reach = std::min<uint64_t>(size, 2 * uint64_t(kAddressWindow) - inWindow);
    return {static_cast<uint32_t>(address / kAddressWindow), inWindow + attribute.offset,
            elementCount(reach, attribute.offset, format ? format->bytes : 0, view.StrideInBytes),
            view.StrideInBytes};
}

Result<FetchRow> fetchRow(Recorder& recorder, const VertexAttribute& attribute) {
    const GraphicsRecorder& graphics = recorder.graphics;
    const D3D12_VERTEX_BUFFER_VIEW& view = graphics.vertexBuffers[attribute.binding];
    const Buffer* buffer = graphics.vertexSources[attribute.binding];
    if (!buffer) return rowOf(0, 0, view, attribute);  // the view heap's first is null
    const VkDeviceAddress start = TRY(buffer->reach(recorder.device));
    return rowOf(start + (view.BufferLocation - buffer->gpuAddress()), view.SizeInBytes, view,
                 attribute);
}

}  // namespace

void setVertexFetch(Recorder& recorder) {
    const PipelineVariant& variant = *recorder.graphics.variant;
    std::array<FetchRow, kMaxVertexAttributes> rows;
    uint32_t count = 0;
    for (uint32_t left = variant.state.fetchedAttributes; left; left &= left - 1) {
        const int i = std::countr_zero(left);
        auto row = fetchRow(recorder, variant.state.vertexInput.attributes[i]);
        if (!row.ok()) return recorder.fail(row.error());
        rows[count++] = row.value();
    }
    auto slice = recorder.upload.allocate(count * sizeof(FetchRow),
                                          D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, rows.data(), count * sizeof(FetchRow));
    recorder.list->SetGraphicsRootConstantBufferView(variant.rootSignature->parameters.vertexFetch,
                                                     slice.value().address);
}

}  // namespace baker
