// What a call of D3D12 tells the calls of Vulkan that vkd3d makes of it: a variable of the thread
// that has a value for as long as this lives.
#pragma once

#include <utility>

namespace baker::host {

template <class T>
class Scoped {
  public:
    Scoped(T& variable, T value)
        : variable_(variable), before_(std::exchange(variable, std::move(value))) {}
    ~Scoped() { variable_ = std::move(before_); }
    Scoped(const Scoped&) = delete;
    Scoped& operator=(const Scoped&) = delete;

  private:
    T& variable_;
    T before_;
};

}  // namespace baker::host
