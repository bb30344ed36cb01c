// Direct draws.
#include <bit>

#include "command_buffer.hpp"
#include "draw_lists.hpp"
#include "draw_values.hpp"
#include "graphics_flush.hpp"
#include "index_rewrite.hpp"
#include "pipeline/graphics_pipeline.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

uint32_t viewsOf(const Recorder& recorder) {
    return static_cast<uint32_t>(std::popcount(recorder.graphics.pipeline->viewMask()));
}

// Each instance is drawn once for each view (Options::viewMask of the translator).
void prepareSpecial(Recorder& recorder, const DrawBase& base, uint32_t& instances) {
    if (recorder.graphics.special & kSpecialValues) setDrawValues(recorder, base);
    if (recorder.graphics.special & kSpecialViews) instances *= viewsOf(recorder);
}

void drawSpecial(Recorder& recorder, D3D12_DRAW_ARGUMENTS d, uint32_t index) {
    prepareSpecial(recorder, {d.StartVertexLocation, d.StartInstanceLocation, index},
                   d.InstanceCount);
    const bool fan = recorder.graphics.special & kSpecialFan;
    const uint32_t indices = fan ? setFanIndices(recorder, d.VertexCountPerInstance) : 0;
    drawFaces(recorder, [&] {
        if (!fan)
            recorder.list->DrawInstanced(d.VertexCountPerInstance, d.InstanceCount,
                                         d.StartVertexLocation, d.StartInstanceLocation);
        else if (indices)
            recorder.list->DrawIndexedInstanced(indices, d.InstanceCount, 0,
                                                static_cast<INT>(d.StartVertexLocation),
                                                d.StartInstanceLocation);
    });
}

void drawIndexedSpecial(Recorder& recorder, D3D12_DRAW_INDEXED_ARGUMENTS d, uint32_t index) {
    const DrawBase base{static_cast<uint32_t>(d.BaseVertexLocation), d.StartInstanceLocation,
                        index};
    if (recorder.graphics.special & kSpecialLists) {
        if (recorder.graphics.special & kSpecialViews) d.InstanceCount *= viewsOf(recorder);
        if (d.IndexCountPerInstance) drawLists(recorder, d, base);
        return;
    }
    if (recorder.graphics.special & (kSpecialFan | kSpecialIndices)) {
        d.IndexCountPerInstance =
            setRewrittenIndices(recorder, d.StartIndexLocation, d.IndexCountPerInstance);
        d.StartIndexLocation = 0;
        if (!d.IndexCountPerInstance) return;
    }
    prepareSpecial(recorder, base, d.InstanceCount);
    drawFaces(recorder, [&] {
        recorder.list->DrawIndexedInstanced(d.IndexCountPerInstance, d.InstanceCount,
                                            d.StartIndexLocation, d.BaseVertexLocation,
                                            d.StartInstanceLocation);
    });
}

// `index`: of a multi-draw.
void draw(Recorder& recorder, const D3D12_DRAW_ARGUMENTS& d, uint32_t index = 0) {
    if (!flushGraphics(recorder)) return;
    if (recorder.graphics.special) [[unlikely]]
        return drawSpecial(recorder, d, index);
    recorder.list->DrawInstanced(d.VertexCountPerInstance, d.InstanceCount, d.StartVertexLocation,
                                 d.StartInstanceLocation);
}

void drawIndexed(Recorder& recorder, const D3D12_DRAW_INDEXED_ARGUMENTS& d, uint32_t index = 0) {
    if (!flushGraphics(recorder)) return;
    if (recorder.graphics.special) [[unlikely]]
        return drawIndexedSpecial(recorder, d, index);
    recorder.list->DrawIndexedInstanced(d.IndexCountPerInstance, d.InstanceCount,
                                        d.StartIndexLocation, d.BaseVertexLocation,
                                        d.StartInstanceLocation);
}

// Elements `stride` bytes apart, kept for the recording.
template <typename T>
std::span<const std::byte> keepElements(CommandBuffer& target, const T* first, uint32_t count,
                                        uint32_t stride) {
    const size_t bytes = count ? size_t(count - 1) * stride + sizeof(T) : 0;
    return target.keep(reinterpret_cast<const std::byte*>(first), bytes);
}

template <typename T>
const T& elementAt(std::span<const std::byte> elements, uint32_t index, uint32_t stride) {
    return *reinterpret_cast<const T*>(elements.data() + size_t(index) * stride);
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdDraw(VkCommandBuffer commandBuffer, uint32_t vertexCount,
                                   uint32_t instanceCount, uint32_t firstVertex,
                                   uint32_t firstInstance) {
    CommandBuffer::from(commandBuffer)->record([=](Recorder& recorder) {
        draw(recorder, {vertexCount, instanceCount, firstVertex, firstInstance});
    });
}

VKAPI_ATTR void VKAPI_CALL CmdDrawIndexed(VkCommandBuffer commandBuffer, uint32_t indexCount,
                                          uint32_t instanceCount, uint32_t firstIndex,
                                          int32_t vertexOffset, uint32_t firstInstance) {
    CommandBuffer::from(commandBuffer)->record([=](Recorder& recorder) {
        drawIndexed(recorder, {indexCount, instanceCount, firstIndex, vertexOffset, firstInstance});
    });
}

VKAPI_ATTR void VKAPI_CALL CmdDrawMultiEXT(VkCommandBuffer commandBuffer, uint32_t drawCount,
                                           const VkMultiDrawInfoEXT* pVertexInfo,
                                           uint32_t instanceCount, uint32_t firstInstance,
                                           uint32_t stride) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto infos = keepElements(target, pVertexInfo, drawCount, stride);
    target.record([=](Recorder& recorder) {
        for (uint32_t i = 0; i < drawCount; ++i) {
            const auto& info = elementAt<VkMultiDrawInfoEXT>(infos, i, stride);
            draw(recorder, {info.vertexCount, instanceCount, info.firstVertex, firstInstance}, i);
        }
    });
}

VKAPI_ATTR void VKAPI_CALL CmdDrawMultiIndexedEXT(VkCommandBuffer commandBuffer, uint32_t drawCount,
                                                  const VkMultiDrawIndexedInfoEXT* pIndexInfo,
                                                  uint32_t instanceCount, uint32_t firstInstance,
                                                  uint32_t stride, const int32_t* pVertexOffset) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto infos = keepElements(target, pIndexInfo, drawCount, stride);
    const bool sharesOffset = pVertexOffset != nullptr;
    const int32_t sharedOffset = pVertexOffset ? *pVertexOffset : 0;
    target.record([=](Recorder& recorder) {
        for (uint32_t i = 0; i < drawCount; ++i) {
            const auto& info = elementAt<VkMultiDrawIndexedInfoEXT>(infos, i, stride);
            drawIndexed(recorder,
                        {info.indexCount, instanceCount, info.firstIndex,
                         sharesOffset ? sharedOffset : info.vertexOffset, firstInstance},
                        i);
        }
    });
}

}  // namespace baker::entry
