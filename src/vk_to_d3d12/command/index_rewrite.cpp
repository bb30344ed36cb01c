#include "index_rewrite.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "device/device.hpp"
#include "graphics_flush.hpp"
#include "memory/internal_buffer.hpp"
#include "meta_dispatch.hpp"
#include "pipeline/variant_table.hpp"
#include "sync/barrier.hpp"

namespace baker {
namespace {

constexpr uint32_t kGroup = 64;
constexpr uint32_t kMaxGroups = 65535;  // in x

void useIndices(Recorder& recorder, const TransientSlice& slice, uint32_t count) {
    const D3D12_INDEX_BUFFER_VIEW view{slice.address, count * 4, DXGI_FORMAT_R32_UINT};
    recorder.list->IASetIndexBuffer(&view);
    recorder.graphics.bindings.dirty |= kDirtyIndexBuffer;
}

uint32_t triangleIndices(Unrolled form, uint32_t vertices) {
    if (form == Unrolled::StripWithAdjacency) vertices = vertices / 2;
    return vertices < 3 ? 0 : 3 * (vertices - 2);
}

using Triangle = std::array<uint32_t, 3>;

// In the order that Vulkan captures them in where the last vertex provokes.
Triangle triangleOf(Unrolled form, uint32_t i) {
    if (form == Unrolled::Fan) return {0, i + 1, i + 2};
    const uint32_t step = form == Unrolled::StripWithAdjacency ? 2 : 1, odd = i & 1;
    return {(i + odd) * step, (i + 1 - odd) * step, (i + 2) * step};
}

// A fan's first vertex does not provoke: it is the last of its triangles unless the last one
// provokes. The indices of both are the same but for the first one of all.
constexpr uint32_t kMostBehind = 1;

void writeTriangles(std::byte* data, Unrolled form, uint32_t indexCount) {
    auto* indices = reinterpret_cast<uint32_t*>(data);
    for (uint32_t i = 0; i < indexCount + kMostBehind; ++i)
        indices[i] = triangleOf(form, i / 3)[i % 3];
}

void useTriangles(Recorder& recorder, TransientSlice slice, uint32_t count) {
    if (!recorder.graphics.variant->state.lastProvokes) slice.address += 4 * kMostBehind;
    useIndices(recorder, slice, count);
}

// Made once for a device.
template <Unrolled kForm>
struct Longest {
    ComPtr<ID3D12Resource> buffer;

    static uint32_t indexCount() { return triangleIndices(kForm, kMaxFanVertices); }
    static Result<std::unique_ptr<Longest>> create(Device& device) {
        auto longest = std::make_unique<Longest>();
        longest->buffer = TRY(
            createInternalBuffer(device, D3D12_HEAP_TYPE_UPLOAD, 4 * (indexCount() + kMostBehind)));
        writeTriangles(TRY(mapInternalBuffer(device, longest->buffer.Get())), kForm, indexCount());
        return longest;
    }
};

template <Unrolled kForm>
bool setLongest(Recorder& recorder) {
    auto longest = recorder.device.service<Longest<kForm>>();
    if (!longest.ok()) {
        recorder.fail(longest.error());
        return false;
    }
    TransientSlice slice;
    slice.address = longest.value()->buffer->GetGPUVirtualAddress();
    useTriangles(recorder, slice, Longest<kForm>::indexCount());
    return true;
}

}  // namespace

Unrolled unrolledForm(const SettableState& state) {
    if (state.topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN) return Unrolled::Fan;
    if (state.topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP) return Unrolled::Strip;
    return state.topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY
               ? Unrolled::StripWithAdjacency
               : Unrolled::List;
}

bool setLongestFan(Recorder& recorder) {
    const Unrolled form = unrolledForm(recorder.graphics.state.settable);
    if (form == Unrolled::Strip) return setLongest<Unrolled::Strip>(recorder);
    if (form == Unrolled::StripWithAdjacency)
        return setLongest<Unrolled::StripWithAdjacency>(recorder);
    return setLongest<Unrolled::Fan>(recorder);
}

uint32_t setFanIndices(Recorder& recorder, uint32_t vertexCount) {
    const Unrolled form = unrolledForm(recorder.graphics.state.settable);
    const uint32_t count = triangleIndices(form, vertexCount);
    if (!count) return 0;
    auto slice = recorder.upload.allocate((uint64_t(count) + kMostBehind) * 4, 4);
    if (!slice.ok()) {
        recorder.fail(slice.error());
        return 0;
    }
    writeTriangles(slice.value().data, form, count);
    useTriangles(recorder, slice.value(), count);
    return count;
}

namespace {

// As many bytes as the indices have.
uint32_t restartIndex(const GraphicsRecorder& graphics) {
    if (graphics.hasRestartIndex) return graphics.restartIndex;
    return UINT32_MAX >> (32 - 8 * graphics.indexBytes);
}

}  // namespace

uint32_t setRewrittenIndices(Recorder& recorder, uint32_t first, uint32_t count) {
    const GraphicsRecorder& graphics = recorder.graphics;
    const bool fan = graphics.special & kSpecialFan;
    const uint32_t made = fan ? triangleIndices(Unrolled::Fan, count) : count;
    if (!made) return 0;
    auto slice = recorder.scratch.allocate(uint64_t(made) * 4, 4);
    if (!slice.ok()) {
        recorder.fail(slice.error());
        return 0;
    }
    const D3D12_GPU_VIRTUAL_ADDRESS from =
        graphics.indexBuffer.BufferLocation + uint64_t(first) * graphics.indexBytes;
    const uint32_t constants[] = {
        static_cast<uint32_t>(from & 3),     graphics.indexBytes,    count,
        graphics.restartsPrimitives,         restartIndex(graphics), fan,
        graphics.variant->state.lastProvokes};
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

namespace {

// Vertices of a primitive of a list.
uint32_t primitiveSize(const SettableState& state) {
    switch (state.topology) {
        case VK_PRIMITIVE_TOPOLOGY_POINT_LIST:
            return 1;
        case VK_PRIMITIVE_TOPOLOGY_LINE_LIST:
            return 2;
        case VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY:
            return 4;
        case VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST_WITH_ADJACENCY:
            return 6;
        case VK_PRIMITIVE_TOPOLOGY_PATCH_LIST:
            return std::max(state.patchControlPoints, 1u);
        default:
            return 3;
    }
}

// In words: the count and the arguments, as they are copied; the arguments that are made; indices.
struct CompactLayout {
    static constexpr uint32_t kMadeWords = sizeof(D3D12_DRAW_INDEXED_ARGUMENTS) / 4;
    uint32_t argumentWord = 1, madeWord, indexWord, drawWords;
    uint64_t words;

    CompactLayout(const CompactedDraws& draws, uint32_t sourceCount, Unrolled form)
        : madeWord(argumentWord + draws.maxDraws * draws.strideWords),
          indexWord(madeWord + draws.maxDraws * kMadeWords),
          drawWords(std::min(sourceCount, draws.mostIndices) * (form == Unrolled::List ? 1 : 3)),
          words(indexWord + uint64_t(draws.maxDraws) * drawWords) {}
};

void copyArguments(Recorder& recorder, const CompactedDraws& draws, const TransientSlice& to,
                   const CompactLayout& layout) {
    constexpr uint32_t kBytes = sizeof(D3D12_DRAW_INDEXED_ARGUMENTS);
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT});
    if (draws.count)
        recorder.list->CopyBufferRegion(to.resource, to.offset, draws.count, draws.countOffset, 4);
    const uint64_t bytes = uint64_t(draws.maxDraws - 1) * draws.strideWords * 4 + kBytes;
    recorder.list->CopyBufferRegion(to.resource, to.offset + 4 * layout.argumentWord,
                                    draws.arguments, draws.argumentOffset, bytes);
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                            .dstAccess = VK_ACCESS_2_SHADER_STORAGE_READ_BIT});
}

}  // namespace

Result<CompactIndices> compactIndices(Recorder& recorder, const CompactedDraws& draws) {
    const GraphicsRecorder& graphics = recorder.graphics;
    const uint32_t sourceCount = graphics.indexBuffer.SizeInBytes / graphics.indexBytes;
    const Unrolled form = unrolledForm(graphics.state.settable);
    const CompactLayout layout(draws, sourceCount, form);
    constexpr uint64_t kMostBytes = UINT32_MAX;  // of an index buffer
    if (layout.words * 4 > kMostBytes) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    const TransientSlice slice = TRY(recorder.scratch.allocate(layout.words * 4, 16));
    copyArguments(recorder, draws, slice, layout);
    const D3D12_GPU_VIRTUAL_ADDRESS from = graphics.indexBuffer.BufferLocation;
    const uint32_t constants[] = {static_cast<uint32_t>(from & 3),
                                  graphics.indexBytes,
                                  sourceCount,
                                  graphics.restartsPrimitives,
                                  restartIndex(graphics),
                                  primitiveSize(graphics.state.settable),
                                  static_cast<uint32_t>(form),
                                  graphics.variant->state.lastProvokes,
                                  draws.count ? 0 : UINT32_MAX,
                                  layout.argumentWord,
                                  draws.strideWords,
                                  layout.madeWord,
                                  layout.indexWord,
                                  layout.drawWords};
    dispatchMeta(recorder,
                 {.shader = MetaShader::CompactIndices,
                  .target = slice.address,
                  .source = from & ~D3D12_GPU_VIRTUAL_ADDRESS(3),
                  .constants = constants,
                  .groupsX = draws.maxDraws},
                 VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT | VK_PIPELINE_STAGE_2_INDEX_INPUT_BIT,
                 VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT | VK_ACCESS_2_INDEX_READ_BIT);
    CompactIndices made;
    made.resource = slice.resource;
    made.argumentOffset = slice.offset + uint64_t(layout.madeWord) * 4;
    made.argumentAddress = slice.address + uint64_t(layout.madeWord) * 4;
    made.indices = {slice.address + uint64_t(layout.indexWord) * 4,
                    static_cast<UINT>((layout.words - layout.indexWord) * 4), DXGI_FORMAT_R32_UINT};
    return made;
}

}  // namespace baker
