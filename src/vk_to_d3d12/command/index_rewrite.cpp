#include "index_rewrite.hpp"

#include <algorithm>
#include <memory>

#include "device/device.hpp"
#include "graphics_flush.hpp"
#include "memory/internal_buffer.hpp"
#include "meta_dispatch.hpp"
#include "pipeline/variant_table.hpp"

namespace baker {
namespace {

constexpr uint32_t kGroup = 64;
constexpr uint32_t kMaxGroups = 65535;  // in x

void useIndices(Recorder& recorder, const TransientSlice& slice, uint32_t count) {
    const D3D12_INDEX_BUFFER_VIEW view{slice.address, count * 4, DXGI_FORMAT_R32_UINT};
    recorder.list->IASetIndexBuffer(&view);
    recorder.graphics.bindings.dirty |= kDirtyIndexBuffer;
}

uint32_t fanIndexCount(uint32_t vertices) {
    return vertices < 3 ? 0 : 3 * (vertices - 2);
}

// The first vertex of a triangle is the one that provokes it.
void writeFan(std::byte* data, uint32_t vertexCount) {
    auto* indices = reinterpret_cast<uint32_t*>(data);
    for (uint32_t i = 0; i + 2 < vertexCount; ++i) {
        *indices++ = i + 1;
        *indices++ = i + 2;
        *indices++ = 0;
    }
}

// Made once for a device.
struct LongestFan {
    static constexpr uint32_t kIndices = 3 * (kMaxFanVertices - 2);
    ComPtr<ID3D12Resource> buffer;

    static Result<std::unique_ptr<LongestFan>> create(Device& device) {
        auto fan = std::make_unique<LongestFan>();
        fan->buffer = TRY(createInternalBuffer(device, D3D12_HEAP_TYPE_UPLOAD, 4 * kIndices));
        writeFan(TRY(mapInternalBuffer(device, fan->buffer.Get())), kMaxFanVertices);
        return fan;
    }
};

}  // namespace

bool setLongestFan(Recorder& recorder) {
    auto fan = recorder.device.service<LongestFan>();
    if (!fan.ok()) {
        recorder.fail(fan.error());
        return false;
    }
    TransientSlice slice;
    slice.address = fan.value()->buffer->GetGPUVirtualAddress();
    useIndices(recorder, slice, LongestFan::kIndices);
    return true;
}

uint32_t setFanIndices(Recorder& recorder, uint32_t vertexCount) {
    const uint32_t count = fanIndexCount(vertexCount);
    if (!count) return 0;
    auto slice = recorder.upload.allocate(uint64_t(count) * 4, 4);
    if (!slice.ok()) {
        recorder.fail(slice.error());
        return 0;
    }
    writeFan(slice.value().data, vertexCount);
    useIndices(recorder, slice.value(), count);
    return count;
}

uint32_t setRewrittenIndices(Recorder& recorder, uint32_t first, uint32_t count) {
    const GraphicsRecorder& graphics = recorder.graphics;
    const bool fan = graphics.special & kSpecialFan;
    const uint32_t made = fan ? fanIndexCount(count) : count;
    if (!made) return 0;
    auto slice = recorder.scratch.allocate(uint64_t(made) * 4, 4);
    if (!slice.ok()) {
        recorder.fail(slice.error());
        return 0;
    }
    const D3D12_GPU_VIRTUAL_ADDRESS from =
        graphics.indexBuffer.BufferLocation + uint64_t(first) * graphics.indexBytes;
    const uint32_t constants[] = {static_cast<uint32_t>(from & 3), graphics.indexBytes, count,
                                  graphics.restartsPrimitives, fan};
    const uint32_t groups = (count + kGroup - 1) / kGroup;
    dispatchMeta(recorder,
                 {.shader = MetaShader::RewriteIndices,
                  .target = slice.value().address,
                  .source = from & ~D3D12_GPU_VIRTUAL_ADDRESS(3),
                  .constants = constants,
                  .groupsX = std::min(groups, kMaxGroups),
                  .groupsY = (groups + kMaxGroups - 1) / kMaxGroups},
                 VK_PIPELINE_STAGE_2_INDEX_INPUT_BIT, VK_ACCESS_2_INDEX_READ_BIT);
    flushGraphics(recorder);
    useIndices(recorder, slice.value(), made);
    return made;
}

}  // namespace baker
