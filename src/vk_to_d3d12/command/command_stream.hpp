// The recorded commands of a secondary command buffer: closures, run in order by every
// vkCmdExecuteCommands. (D3D12's bundles may neither copy nor set barriers.) Primary command
// buffers have no such stream: they record into D3D12 at once.
//
// Closures and the arrays they refer to lie one after another in blocks, which are kept for the
// next recording. Not thread-safe while it is written; replaying is.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <vector>

namespace baker {

struct Recorder;

class CommandStream {
  public:
    // `command` is called with a Recorder& by replay(). Everything that it refers to must be kept.
    template <typename F>
    void push(const F& command) {
        static_assert(std::is_trivially_destructible_v<F>);
        struct Closure : Node {
            explicit Closure(const F& f) : command(f) {}
            F command;
        };
        auto* closure = new (allocate(sizeof(Closure), alignof(Closure))) Closure(command);
        closure->run = [](const Node* node, Recorder& recorder) {
            static_cast<const Closure*>(node)->command(recorder);
        };
        append(closure);
    }

    // A copy of `array` that lives as long as the recording.
    template <typename T>
    std::span<const T> keep(std::span<const T> array) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (array.empty()) return {};
        void* copy = allocate(array.size_bytes(), alignof(T));
        std::memcpy(copy, array.data(), array.size_bytes());
        return {static_cast<const T*>(copy), array.size()};
    }

    void replay(Recorder& recorder) const;
    void reset();    // keeps the blocks
    void release();  // gives the blocks back

  private:
    struct Node {
        void (*run)(const Node*, Recorder&) = nullptr;
        Node* next = nullptr;
    };
    struct Block {
        std::unique_ptr<std::byte[]> data;
        size_t size;
    };

    void* allocate(size_t size, size_t alignment);
    void append(Node* node);

    std::vector<Block> blocks_;
    size_t block_ = 0;
    size_t used_ = 0;  // of blocks_[block_]
    Node* first_ = nullptr;
    Node* last_ = nullptr;
};

}  // namespace baker
