// An array whose length is known at run time: on the stack while it is short. Elements without
// constructors begin with any value.
#pragma once

#include <cstddef>
#include <memory>

namespace baker {

template <typename T, size_t kInline = 8>
class StackArray {
  public:
    explicit StackArray(size_t size)
        : heap_(size > kInline ? std::make_unique_for_overwrite<T[]>(size) : nullptr),
          size_(size) {}

    T* data() { return heap_ ? heap_.get() : inline_; }
    size_t size() const { return size_; }
    T& operator[](size_t i) { return data()[i]; }
    T* begin() { return data(); }
    T* end() { return data() + size_; }

  private:
    std::unique_ptr<T[]> heap_;
    T inline_[kInline];
    size_t size_;
};

}  // namespace baker
