// A bump allocator for the nodes of the IR. Nodes live as long as the module that owns the arena;
// their destructors never run, so only trivially destructible types may be put in it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace baker::dxil {

class Arena {
  public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    void* allocate(size_t size, size_t alignment) {
        uintptr_t at = (cursor_ + alignment - 1) & ~(uintptr_t(alignment) - 1);
        if (at + size > end_) {
            grow(size + alignment);
            at = (cursor_ + alignment - 1) & ~(uintptr_t(alignment) - 1);
        }
        cursor_ = at + size;
        return reinterpret_cast<void*>(at);
    }

    template <typename T, typename... Args>
    T* make(Args&&... args) {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    }

    // `count` default-initialised elements.
    template <typename T>
    std::span<T> array(size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        if (count == 0) return {};
        T* data = static_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
        std::uninitialized_value_construct_n(data, count);
        return {data, count};
    }

    template <typename T>
    std::span<T> copy(std::span<const T> source) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (source.empty()) return {};
        T* data = static_cast<T*>(allocate(source.size_bytes(), alignof(T)));
        std::memcpy(data, source.data(), source.size_bytes());
        return {data, source.size()};
    }

    std::string_view copy(std::string_view text) {
        auto bytes = copy(std::span<const char>(text.data(), text.size()));
        return {bytes.data(), bytes.size()};
    }

  private:
    void grow(size_t atLeast) {
        const size_t usual = kFirstChunk << std::min<size_t>(chunks_.size(), kDoublings);
        const size_t size = std::max(atLeast, usual);
        chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
        cursor_ = reinterpret_cast<uintptr_t>(chunks_.back().get());
        end_ = cursor_ + size;
    }

    static constexpr size_t kFirstChunk = 4 * 1024;
    static constexpr size_t kDoublings = 4;
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    uintptr_t cursor_ = 0;
    uintptr_t end_ = 0;
};

// A vector whose storage is the arena's; growing abandons the old storage to the arena.
template <typename T>
class ArenaVector {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    void push(Arena& arena, const T& value) {
        if (size_ == capacity_) reserve(arena, capacity_ ? capacity_ * 2 : 4);
        data_[size_++] = value;
    }
    void reserve(Arena& arena, uint32_t capacity) {
        if (capacity <= capacity_) return;
        T* data = static_cast<T*>(arena.allocate(sizeof(T) * capacity, alignof(T)));
        if (size_) std::memcpy(data, data_, sizeof(T) * size_);
        data_ = data;
        capacity_ = capacity;
    }
    void truncate(uint32_t size) { size_ = size; }

    T* begin() const { return data_; }
    T* end() const { return data_ + size_; }
    uint32_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T& operator[](size_t i) const { return data_[i]; }
    T& back() const { return data_[size_ - 1]; }
    std::span<T> span() const { return {data_, size_}; }

  private:
    T* data_ = nullptr;
    uint32_t size_ = 0;
    uint32_t capacity_ = 0;
};

}  // namespace baker::dxil
