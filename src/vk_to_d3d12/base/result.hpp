// Errors as values: Result<T> holds a T or the VkResult that the call must return, TRY unwraps or
// returns it.
#pragma once

#include <vulkan/vulkan.h>

#include <utility>
#include <variant>

namespace baker {

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(VkResult error) : state_(std::in_place_index<1>, error) {}  // any code but VK_SUCCESS

    bool ok() const { return state_.index() == 0; }
    VkResult error() const { return ok() ? VK_SUCCESS : std::get<1>(state_); }
    T& value() & { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }

  private:
    std::variant<T, VkResult> state_;
};

inline bool failed(VkResult result) {
    return result < 0;
}

}  // namespace baker

// TRY(expression of type Result<T>): the T, or returns the error from the enclosing function.
#define TRY(expression)                                \
    __extension__({                                    \
        auto tryResult = (expression);                 \
        if (!tryResult.ok()) return tryResult.error(); \
        std::move(tryResult).value();                  \
    })

// TRY_VK(expression of type VkResult): goes on, or returns the error from the enclosing function.
#define TRY_VK(expression)                                          \
    do {                                                            \
        if (VkResult tryVk = (expression); tryVk < 0) return tryVk; \
    } while (0)
