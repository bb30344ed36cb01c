// Commands that must resolve although no valid program can call them yet: absent.def.
#pragma once

#include <vulkan/vulkan.h>

#include <span>

namespace baker {

struct AbsentCommand {
    const char* name;             // "vkCmdDraw"
    PFN_vkVoidFunction function;  // fails or does nothing
};

std::span<const AbsentCommand> absentCommands();

}  // namespace baker
