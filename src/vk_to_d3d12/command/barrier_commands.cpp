// vkCmdPipelineBarrier2.
#include "command_buffer.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdPipelineBarrier2(VkCommandBuffer commandBuffer,
                                               const VkDependencyInfo* pDependencyInfo) {
    const MemoryDependency dependency = mergeDependencies(*pDependencyInfo);
    CommandBuffer::from(commandBuffer)->record([dependency](Recorder& recorder) {
        recordMemoryDependency(recorder.device, recorder.list, dependency);
    });
}

}  // namespace baker::entry
