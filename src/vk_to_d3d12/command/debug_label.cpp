// Labels of VK_EXT_debug_utils become events and markers of the D3D12 list, as captures show them.
#include <cstring>

#include "command_buffer.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// Metadata of an ANSI string, zero-terminated (pix3.h: PIX_EVENT_ANSI_VERSION).
constexpr UINT kAnsiString = 1;

std::span<const char> keepText(CommandBuffer& target, const char* text) {
    return target.keep(text, std::strlen(text) + 1);
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBeginDebugUtilsLabelEXT(VkCommandBuffer commandBuffer,
                                                      const VkDebugUtilsLabelEXT* pLabelInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    target.record([text = keepText(target, pLabelInfo->pLabelName)](Recorder& recorder) {
        recorder.list->BeginEvent(kAnsiString, text.data(), static_cast<UINT>(text.size()));
    });
}

VKAPI_ATTR void VKAPI_CALL CmdEndDebugUtilsLabelEXT(VkCommandBuffer commandBuffer) {
    CommandBuffer::from(commandBuffer)->record([](Recorder& recorder) {
        recorder.list->EndEvent();
    });
}

VKAPI_ATTR void VKAPI_CALL CmdInsertDebugUtilsLabelEXT(VkCommandBuffer commandBuffer,
                                                       const VkDebugUtilsLabelEXT* pLabelInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    target.record([text = keepText(target, pLabelInfo->pLabelName)](Recorder& recorder) {
        recorder.list->SetMarker(kAnsiString, text.data(), static_cast<UINT>(text.size()));
    });
}

}  // namespace baker::entry
