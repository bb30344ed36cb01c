// VkBufferView: a typed range of a buffer. Descriptors of it are written by descriptor/.
#pragma once

#include "base/object.hpp"
#include "base/result.hpp"
#include "resource/buffer.hpp"

namespace baker {

class BufferView : public Object<BufferView, VkBufferView> {
  public:
    BufferView(Buffer& buffer, VkFormat format, VkDeviceSize offset, VkDeviceSize range)
        : buffer_(buffer), format_(format), offset_(offset), range_(range) {}

    Buffer& buffer() const { return buffer_; }
    VkFormat format() const { return format_; }
    VkDeviceSize offset() const { return offset_; }  // bytes from the buffer's first byte
    VkDeviceSize range() const { return range_; }    // bytes; VK_WHOLE_SIZE resolved

  private:
    Buffer& buffer_;
    const VkFormat format_;
    const VkDeviceSize offset_;
    const VkDeviceSize range_;
};

}  // namespace baker
