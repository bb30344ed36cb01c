// Indirect draws.
//
// D3D12's take the same arguments and a count. Where shaders read where a draw begins, or have
// several views, or the topology is a fan, the arguments are first expanded on the device
// (expand_draws.comp) and each draw is then a call of its own.
#include <algorithm>
#include <bit>
#include <cstring>

#include "command_buffer.hpp"
#include "device/device.hpp"
#include "draw_lists.hpp"
#include "draw_signature.hpp"
#include "draw_values.hpp"
#include "graphics_flush.hpp"
#include "index_rewrite.hpp"
#include "meta_dispatch.hpp"
#include "pipeline/graphics_pipeline.hpp"
#include "resource/buffer.hpp"
#include "root_arguments.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// The same place for D3D12 and for shaders.
struct Arguments {
    ID3D12Resource* resource = nullptr;
    uint64_t offset = 0;
    D3D12_GPU_VIRTUAL_ADDRESS address = 0;
};

Arguments argumentsAt(VkBuffer handle, uint64_t offset) {
    const Buffer& buffer = *Buffer::from(handle);
    return {buffer.resource(), buffer.offset() + offset, buffer.gpuAddress() + offset};
}

struct IndirectDraws {
    bool indexed = false;
    bool isFan = false;      // indexed by setLongestFan()
    bool isCompact = false;  // `indices` were made for it
    D3D12_INDEX_BUFFER_VIEW indices{};
    uint32_t mostIndices = UINT32_MAX;  // of a draw
    Arguments arguments;
    const Buffer* count = nullptr;  // null: `maxDraws` are drawn
    uint64_t countOffset = 0;
    uint32_t maxDraws = 0;
    uint32_t stride = 0;

    uint32_t argumentBytes() const {
        return indexed ? sizeof(D3D12_DRAW_INDEXED_ARGUMENTS) : sizeof(D3D12_DRAW_ARGUMENTS);
    }
};

// In bytes; a constant buffer begins at multiples of a block.
constexpr uint32_t kBlock = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;
constexpr uint32_t kArgumentOffset = 128;  // of a block
static_assert(static_cast<uint32_t>(SystemValue::Count) * 4 <= kArgumentOffset);

Result<ID3D12CommandSignature*> signatureOf(Recorder& recorder, const IndirectDraws& draws) {
    auto* signatures = TRY(recorder.device.service<DrawSignatures>());
    const uint32_t stride = draws.maxDraws > 1 ? draws.stride : draws.argumentBytes();
    return signatures->get(draws.indexed, stride);
}

// Of indices that D3D12 lacks the device alone knows which are drawn: all are rewritten.
bool flushForIndirect(Recorder& recorder, const IndirectDraws& draws) {
    if (!flushGraphics(recorder)) return false;
    if (draws.isFan) return setLongestFan(recorder);
    GraphicsRecorder& graphics = recorder.graphics;
    if (draws.isCompact) {
        recorder.list->IASetIndexBuffer(&draws.indices);
        graphics.bindings.dirty |= kDirtyIndexBuffer;
    } else if (draws.indexed && graphics.special & kSpecialIndices) {
        setRewrittenIndices(recorder, 0, graphics.indexBuffer.SizeInBytes / graphics.indexBytes);
    }
    return true;
}

// `prepare` is called when all other state is set.
template <typename Prepare>
void executeDirectly(Recorder& recorder, const IndirectDraws& draws, const Prepare& prepare) {
    auto signature = signatureOf(recorder, draws);
    if (!signature.ok()) return recorder.fail(signature.error());
    if (!flushForIndirect(recorder, draws)) return;
    prepare();
    drawFaces(recorder, [&] {
        recorder.list->ExecuteIndirect(signature.value(), draws.maxDraws, draws.arguments.resource,
                                       draws.arguments.offset,
                                       draws.count ? draws.count->resource() : nullptr,
                                       draws.count ? draws.count->offset() + draws.countOffset : 0);
    });
}

// The count becomes the first word of the blocks, where expand_draws.comp reads it.
void copyCount(Recorder& recorder, const IndirectDraws& draws, const TransientSlice& blocks) {
    if (!draws.count) return;
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT});
    recorder.list->CopyBufferRegion(blocks.resource, blocks.offset, draws.count->resource(),
                                    draws.count->offset() + draws.countOffset, 4);
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                            .dstAccess = VK_ACCESS_2_SHADER_STORAGE_READ_BIT});
}

void expand(Recorder& recorder, const IndirectDraws& draws, const TransientSlice& blocks) {
    const GraphicsRecorder& graphics = recorder.graphics;
    const uint32_t views = std::max(std::popcount(graphics.pipeline->viewMask()), 1);
    const uint32_t* raster = graphics.systemValues.data() + kFirstRasterValue;
    static_assert(std::tuple_size_v<RasterValues> == 4);
    const uint32_t constants[] = {draws.maxDraws,
                                  draws.count != nullptr,
                                  draws.argumentBytes() / 4,
                                  draws.stride / 4,
                                  views,
                                  systemValueWord(SystemValue::Count),
                                  kArgumentOffset / 4,
                                  systemValueWord(SystemValue::BaseVertex),
                                  kFirstRasterValue,
                                  raster[0],
                                  raster[1],
                                  raster[2],
                                  raster[3]};
    dispatchMeta(recorder,
                 {.shader = MetaShader::ExpandDraws,
                  .target = blocks.address,
                  .source = draws.arguments.address,
                  .constants = constants,
                  .groupsX = (draws.maxDraws + 63) / 64},
                 VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT | VK_PIPELINE_STAGE_2_ALL_GRAPHICS_BIT,
                 VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT | VK_ACCESS_2_UNIFORM_READ_BIT);
}

void executeExpanded(Recorder& recorder, const IndirectDraws& draws) {
    auto blocks = recorder.scratch.allocate((uint64_t(draws.maxDraws) + 1) * kBlock, kBlock);
    if (!blocks.ok()) return recorder.fail(blocks.error());
    copyCount(recorder, draws, blocks.value());
    expand(recorder, draws, blocks.value());
    IndirectDraws one = draws;
    one.maxDraws = 1;
    auto signature = signatureOf(recorder, one);
    if (!signature.ok()) return recorder.fail(signature.error());
    if (!flushForIndirect(recorder, draws)) return;
    BindPointState& bindings = recorder.graphics.bindings;
    const uint8_t parameter = bindings.rootSignature->parameters.systemValues;
    for (uint32_t i = 0; i < draws.maxDraws; ++i) {
        const uint64_t block = (uint64_t(i) + 1) * kBlock;
        recorder.list->SetGraphicsRootConstantBufferView(parameter, blocks.value().address + block);
        drawFaces(recorder, [&] {
            recorder.list->ExecuteIndirect(signature.value(), 1, blocks.value().resource,
                                           blocks.value().offset + block + kArgumentOffset, nullptr,
                                           0);
        });
    }
    bindings.hasSystemValues = false;
    bindings.dirty |= kDirtySystemValues;
}

Result<IndirectDraws> fanDraws(Recorder& recorder, const IndirectDraws& draws) {
    constexpr uint32_t kBytes = sizeof(D3D12_DRAW_INDEXED_ARGUMENTS);
    const TransientSlice slice =
        TRY(recorder.scratch.allocate(uint64_t(draws.maxDraws) * kBytes, 16));
    const Unrolled form = unrolledForm(recorder.graphics.state.settable);
    const uint32_t constants[] = {draws.maxDraws, draws.stride / 4, kMaxFanVertices,
                                  form == Unrolled::StripWithAdjacency ? 2u : 1u};
    dispatchMeta(recorder,
                 {.shader = MetaShader::FanDraws,
                  .target = slice.address,
                  .source = draws.arguments.address,
                  .constants = constants,
                  .groupsX = (draws.maxDraws + 63) / 64},
                 VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT, VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT);
    IndirectDraws fans = draws;
    fans.indexed = fans.isFan = true;
    fans.arguments = {slice.resource, slice.offset, slice.address};
    fans.stride = kBytes;
    return fans;
}

// Draws beyond the count have become draws of nothing.
Result<IndirectDraws> compactDraws(Recorder& recorder, const IndirectDraws& draws) {
    CompactedDraws source{.arguments = draws.arguments.resource,
                          .argumentOffset = draws.arguments.offset,
                          .maxDraws = draws.maxDraws,
                          .strideWords = draws.stride / 4,
                          .mostIndices = draws.mostIndices};
    if (draws.count) {
        source.count = draws.count->resource();
        source.countOffset = draws.count->offset() + draws.countOffset;
    }
    const CompactIndices made = TRY(compactIndices(recorder, source));
    IndirectDraws compact = draws;
    compact.isCompact = true;
    compact.indices = made.indices;
    compact.arguments = {made.resource, made.argumentOffset, made.argumentAddress};
    compact.stride = sizeof(D3D12_DRAW_INDEXED_ARGUMENTS);
    return compact;
}

bool needsCompacting(const GraphicsRecorder& graphics, const IndirectDraws& draws) {
    return draws.indexed && !draws.isFan && !draws.isCompact && graphics.indexBytes &&
           graphics.special & (kSpecialLists | kSpecialFan);
}

void drawIndirect(Recorder& recorder, const IndirectDraws& draws) {
    if (draws.maxDraws == 0 || !flushGraphics(recorder)) return;
    if (needsCompacting(recorder.graphics, draws)) {
        auto compact = compactDraws(recorder, draws);
        if (!compact.ok()) return recorder.fail(compact.error());
        return drawIndirect(recorder, compact.value());
    }
    if (recorder.graphics.special & kSpecialFan && !draws.indexed) {
        auto fans = fanDraws(recorder, draws);
        if (!fans.ok()) return recorder.fail(fans.error());
        return drawIndirect(recorder, fans.value());
    }
    if (recorder.graphics.special & (kSpecialValues | kSpecialViews))
        executeExpanded(recorder, draws);
    else
        executeDirectly(recorder, draws, [] {});
}

// Draws as many vertices as transform feedback has written, which the device counts.
struct CountedDraw {
    D3D12_GPU_VIRTUAL_ADDRESS counter = 0;
    uint32_t offset = 0, stride = 0;  // bytes: that do not count, of a vertex
    uint32_t instances = 0, firstInstance = 0;
};

void drawCounted(Recorder& recorder, const CountedDraw& draw) {
    constexpr D3D12_GPU_VIRTUAL_ADDRESS kAlignment = 16;  // of root descriptors
    auto slice = recorder.scratch.allocate(sizeof(D3D12_DRAW_ARGUMENTS), kAlignment);
    if (!slice.ok()) return recorder.fail(slice.error());
    const uint32_t constants[] = {static_cast<uint32_t>(draw.counter % kAlignment / 4), draw.offset,
                                  draw.stride, draw.instances, draw.firstInstance};
    dispatchMeta(recorder,
                 {.shader = MetaShader::CountVertices,
                  .target = slice.value().address,
                  .source = draw.counter / kAlignment * kAlignment,
                  .constants = constants},
                 VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT, VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT);
    drawIndirect(recorder, {.arguments = {slice.value().resource, slice.value().offset,
                                          slice.value().address},
                            .maxDraws = 1,
                            .stride = sizeof(D3D12_DRAW_ARGUMENTS)});
}

void record(VkCommandBuffer commandBuffer, const IndirectDraws& draws) {
    CommandBuffer::from(commandBuffer)->record([draws](Recorder& recorder) {
        drawIndirect(recorder, draws);
    });
}

}  // namespace

void drawLists(Recorder& recorder, const D3D12_DRAW_INDEXED_ARGUMENTS& draw, const DrawBase& base) {
    auto slice = recorder.upload.allocate(sizeof(draw), 4);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, &draw, sizeof(draw));
    auto compact = compactDraws(
        recorder,
        {.indexed = true,
         .mostIndices = draw.IndexCountPerInstance,
         .arguments = {slice.value().resource, slice.value().offset, slice.value().address},
         .maxDraws = 1,
         .stride = sizeof(draw)});
    if (!compact.ok()) return recorder.fail(compact.error());
    executeDirectly(recorder, compact.value(), [&] {
        if (recorder.graphics.special & kSpecialValues) setDrawValues(recorder, base);
    });
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdDrawIndirect(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                           VkDeviceSize offset, uint32_t drawCount,
                                           uint32_t stride) {
    record(commandBuffer,
           {.arguments = argumentsAt(buffer, offset), .maxDraws = drawCount, .stride = stride});
}

VKAPI_ATTR void VKAPI_CALL CmdDrawIndexedIndirect(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                                  VkDeviceSize offset, uint32_t drawCount,
                                                  uint32_t stride) {
    record(commandBuffer, {.indexed = true,
                           .arguments = argumentsAt(buffer, offset),
                           .maxDraws = drawCount,
                           .stride = stride});
}

VKAPI_ATTR void VKAPI_CALL CmdDrawIndirectCount(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                                VkDeviceSize offset, VkBuffer countBuffer,
                                                VkDeviceSize countBufferOffset,
                                                uint32_t maxDrawCount, uint32_t stride) {
    record(commandBuffer, {.arguments = argumentsAt(buffer, offset),
                           .count = Buffer::from(countBuffer),
                           .countOffset = countBufferOffset,
                           .maxDraws = maxDrawCount,
                           .stride = stride});
}

VKAPI_ATTR void VKAPI_CALL CmdDrawIndexedIndirectCount(VkCommandBuffer commandBuffer,
                                                       VkBuffer buffer, VkDeviceSize offset,
                                                       VkBuffer countBuffer,
                                                       VkDeviceSize countBufferOffset,
                                                       uint32_t maxDrawCount, uint32_t stride) {
    record(commandBuffer, {.indexed = true,
                           .arguments = argumentsAt(buffer, offset),
                           .count = Buffer::from(countBuffer),
                           .countOffset = countBufferOffset,
                           .maxDraws = maxDrawCount,
                           .stride = stride});
}

VKAPI_ATTR void VKAPI_CALL CmdDrawIndirectByteCountEXT(
    VkCommandBuffer commandBuffer, uint32_t instanceCount, uint32_t firstInstance,
    VkBuffer counterBuffer, VkDeviceSize counterBufferOffset, uint32_t counterOffset,
    uint32_t vertexStride) {
    const CountedDraw draw{Buffer::from(counterBuffer)->gpuAddress() + counterBufferOffset,
                           counterOffset, vertexStride, instanceCount, firstInstance};
    CommandBuffer::from(commandBuffer)->record([draw](Recorder& recorder) {
        drawCounted(recorder, draw);
    });
}

}  // namespace baker::entry
