// Direct draws.
#include <bit>

#include "command_buffer.hpp"
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

void drawSpecial(Recorder& recorder, D3D12_DRAW_ARGUMENTS d) {
    prepareSpecial(recorder, {d.StartVertexLocation, d.StartInstanceLocation, 0}, d.InstanceCount);
    if (!(recorder.graphics.special & kSpecialFan))
        return recorder.list->DrawInstanced(d.VertexCountPerInstance, d.InstanceCount,
                                            d.StartVertexLocation, d.StartInstanceLocation);
    if (const uint32_t count = setFanIndices(recorder, d.VertexCountPerInstance))
        recorder.list->DrawIndexedInstanced(count, d.InstanceCount, 0,
                                            static_cast<INT>(d.StartVertexLocation),
                                            d.StartInstanceLocation);
}

void drawIndexedSpecial(Recorder& recorder, D3D12_DRAW_INDEXED_ARGUMENTS d) {
    if (recorder.graphics.special & (kSpecialFan | kSpecialIndices)) {
        d.IndexCountPerInstance =
            setRewrittenIndices(recorder, d.StartIndexLocation, d.IndexCountPerInstance);
        d.StartIndexLocation = 0;
        if (!d.IndexCountPerInstance) return;
    }
    prepareSpecial(recorder,
                   {static_cast<uint32_t>(d.BaseVertexLocation), d.StartInstanceLocation, 0},
                   d.InstanceCount);
    recorder.list->DrawIndexedInstanced(d.IndexCountPerInstance, d.InstanceCount,
                                        d.StartIndexLocation, d.BaseVertexLocation,
                                        d.StartInstanceLocation);
}

void draw(Recorder& recorder, const D3D12_DRAW_ARGUMENTS& d) {
    if (!flushGraphics(recorder)) return;
    if (recorder.graphics.special) [[unlikely]]
        return drawSpecial(recorder, d);
    recorder.list->DrawInstanced(d.VertexCountPerInstance, d.InstanceCount, d.StartVertexLocation,
                                 d.StartInstanceLocation);
}

void drawIndexed(Recorder& recorder, const D3D12_DRAW_INDEXED_ARGUMENTS& d) {
    if (!flushGraphics(recorder)) return;
    if (recorder.graphics.special) [[unlikely]]
        return drawIndexedSpecial(recorder, d);
    recorder.list->DrawIndexedInstanced(d.IndexCountPerInstance, d.InstanceCount,
                                        d.StartIndexLocation, d.BaseVertexLocation,
                                        d.StartInstanceLocation);
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

}  // namespace baker::entry
