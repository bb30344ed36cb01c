// vkCmdPipelineBarrier2.
#include "command_buffer.hpp"
#include "sync/barrier.hpp"
#include "sync/image_barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdPipelineBarrier2(VkCommandBuffer commandBuffer,
                                               const VkDependencyInfo* pDependencyInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const MemoryDependency dependency = mergeDependencies(*pDependencyInfo);
    const auto images = target.keep(pDependencyInfo->pImageMemoryBarriers,
                                    pDependencyInfo->imageMemoryBarrierCount);
    target.record([dependency, images](Recorder& recorder) {
        recordMemoryDependency(recorder.device, recorder.list, dependency);
        recordLayoutTransitions(recorder, images);
    });
}

}  // namespace baker::entry
