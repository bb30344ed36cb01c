// vkCmdSetEvent2, vkCmdResetEvent2, vkCmdWaitEvents2.
#include "command_buffer.hpp"
#include "sync/barrier.hpp"
#include "sync/event.hpp"
#include "sync/image_barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint64_t kWordSize = 4;

void changeEvent(Recorder& recorder, Event& event, bool set, VkPipelineStageFlags2 after) {
    const EventWord& word = event.word();
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = after,
                            .srcAccess = VK_ACCESS_2_MEMORY_WRITE_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .dstAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT});
    recorder.list->CopyBufferRegion(word.resource, word.offset, word.source,
                                    set ? word.setOffset : word.resetOffset, kWordSize);
    recorder.steps->change(&event, set);
}

// Events that the command buffer itself set precede the wait in the list; the others may yet be set
// by the host.
bool needsCut(const Recorder& recorder, std::span<const VkEvent> events) {
    for (VkEvent event : events)
        if (!recorder.steps->setsItself(Event::from(event))) return true;
    return false;
}

void cut(Recorder& recorder, std::span<const VkEvent> events) {
    std::vector<Event*> foreign;
    for (VkEvent event : events)
        if (!recorder.steps->setsItself(Event::from(event))) foreign.push_back(Event::from(event));
    recorder.queries.suspend(recorder);
    auto list = recorder.steps->cut();
    if (!list.ok()) return recorder.fail(list.error());
    recorder.list = list.value();
    recorder.listChanged();
    for (Event* event : foreign) recorder.steps->waitFor(event);
}

void waitEvents(Recorder& recorder, std::span<const VkEvent> events,
                const MemoryDependency& dependency) {
    if (needsCut(recorder, events)) cut(recorder, events);
    recordMemoryDependency(recorder.device, recorder.list, dependency);
}

VkPipelineStageFlags2 sourceStages(const VkDependencyInfo& info) {
    return mergeDependencies(info).srcStages;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdSetEvent2(VkCommandBuffer commandBuffer, VkEvent event,
                                        const VkDependencyInfo* pDependencyInfo) {
    Event& target = *Event::from(event);
    const VkPipelineStageFlags2 stages = sourceStages(*pDependencyInfo);
    CommandBuffer::from(commandBuffer)->record([&target, stages](Recorder& recorder) {
        changeEvent(recorder, target, true, stages);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdResetEvent2(VkCommandBuffer commandBuffer, VkEvent event,
                                          VkPipelineStageFlags2 stageMask) {
    Event& target = *Event::from(event);
    CommandBuffer::from(commandBuffer)->record([&target, stageMask](Recorder& recorder) {
        changeEvent(recorder, target, false, stageMask);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdWaitEvents2(VkCommandBuffer commandBuffer, uint32_t eventCount,
                                          const VkEvent* pEvents,
                                          const VkDependencyInfo* pDependencyInfos) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto events = target.keep(pEvents, eventCount);
    MemoryDependency dependency;
    for (uint32_t i = 0; i < eventCount; ++i) dependency |= mergeDependencies(pDependencyInfos[i]);
    target.record(
        [events, dependency](Recorder& recorder) { waitEvents(recorder, events, dependency); });
    for (const VkDependencyInfo& info : std::span(pDependencyInfos, eventCount)) {
        const auto images = target.keep(info.pImageMemoryBarriers, info.imageMemoryBarrierCount);
        target.record([images](Recorder& recorder) { recordLayoutTransitions(recorder, images); });
    }
}

}  // namespace baker::entry
