// Conditional rendering by D3D12's predication.
//
// Vulkan lets it decide draws, dispatches and vkCmdClearAttachments alone, D3D12 clears and copies
// too, the driver's own among them: so it is set for just those commands.
#pragma once

#include "recorder.hpp"

namespace baker {

// Calls `command`, which the device executes or not as the active conditional rendering says.
template <typename Command>
void predicated(Recorder& recorder, const Command& command) {
    const Predicate& predicate = recorder.predicate;
    if (!predicate.resource) [[likely]]
        return command();
    recorder.list->SetPredication(predicate.resource, predicate.offset, predicate.skipsIf);
    command();
    recorder.list->SetPredication(nullptr, 0, D3D12_PREDICATION_OP_EQUAL_ZERO);
}

}  // namespace baker
