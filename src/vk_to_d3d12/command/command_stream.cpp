#include "command_stream.hpp"

#include <algorithm>

namespace baker {
namespace {

constexpr size_t kBlockSize = 4096;

}  // namespace

void CommandStream::replay(Recorder& recorder) const {
    for (const Node* node = first_; node; node = node->next) node->run(node, recorder);
}

void* CommandStream::allocate(size_t size, size_t alignment) {
    size_t offset = (used_ + alignment - 1) & ~(alignment - 1);
    while (block_ < blocks_.size() && offset + size > blocks_[block_].size) {
        ++block_;
        offset = 0;
    }
    if (block_ == blocks_.size()) {
        const size_t blockSize = std::max(size, kBlockSize);
        blocks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[blockSize]), blockSize});
    }
    used_ = offset + size;
    return blocks_[block_].data.get() + offset;
}

void CommandStream::append(Node* node) {
    (last_ ? last_->next : first_) = node;
    last_ = node;
}

void CommandStream::reset() {
    block_ = 0;
    used_ = 0;
    first_ = last_ = nullptr;
}

void CommandStream::release() {
    reset();
    blocks_.clear();
}

}  // namespace baker
