#include "absent.hpp"

#include <type_traits>

#include "vk_entrypoints.hpp"

namespace baker {
namespace {

template <typename Function>
struct Absent;

template <typename Value, typename... Arguments>
struct Absent<Value (*)(Arguments...)> {
    static VKAPI_ATTR Value VKAPI_CALL call(Arguments...) {
        if constexpr (std::is_same_v<Value, VkResult>)
            return VK_ERROR_FEATURE_NOT_PRESENT;
        else
            return Value();
    }
};

const AbsentCommand kAbsent[] = {
#define X(command) \
    {"vk" #command, reinterpret_cast<PFN_vkVoidFunction>(&Absent<decltype(&entry::command)>::call)},
#include "absent.def"
#undef X
};

}  // namespace

std::span<const AbsentCommand> absentCommands() {
    return kAbsent;
}

}  // namespace baker
