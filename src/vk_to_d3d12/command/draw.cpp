// Draws.
//
// D3D12 counts vertices and instances from 0 and does not tell a shader where a draw begins: one
// that reads it gets SystemValue words in a constant buffer. Shaders that do not, pay nothing.
#include "command_buffer.hpp"
#include "device/device.hpp"
#include "graphics_flush.hpp"
#include "pipeline/graphics_pipeline.hpp"
#include "root_arguments.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint32_t word(SystemValue value) {
    return static_cast<uint32_t>(value);
}

struct DrawBase {
    uint32_t vertex, instance, index;
};

void setDrawValues(Recorder& recorder, DrawBase base) {
    GraphicsRecorder& graphics = recorder.graphics;
    auto values = graphics.systemValues;
    values[word(SystemValue::BaseVertex)] = base.vertex;
    values[word(SystemValue::BaseInstance)] = base.instance;
    values[word(SystemValue::DrawIndex)] = base.index;
    if (graphics.bindings.hasSystemValues && graphics.systemValues == values) return;
    graphics.systemValues = values;
    setSystemValueBuffer<GraphicsRoot>(recorder, graphics.bindings, values);
}

bool prepareDraw(Recorder& recorder, DrawBase base) {
    if (!flushGraphics(recorder)) return false;
    if (recorder.graphics.pipeline->systemValues()) setDrawValues(recorder, base);
    return true;
}

void draw(Recorder& recorder, const D3D12_DRAW_ARGUMENTS& d) {
    if (prepareDraw(recorder, {d.StartVertexLocation, d.StartInstanceLocation, 0}))
        recorder.list->DrawInstanced(d.VertexCountPerInstance, d.InstanceCount,
                                     d.StartVertexLocation, d.StartInstanceLocation);
}

void drawIndexed(Recorder& recorder, const D3D12_DRAW_INDEXED_ARGUMENTS& d) {
    if (prepareDraw(recorder,
                    {static_cast<uint32_t>(d.BaseVertexLocation), d.StartInstanceLocation, 0}))
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
