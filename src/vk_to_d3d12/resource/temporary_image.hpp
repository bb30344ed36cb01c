// A sparse image that lives as long as a question about its description: D3D12 tells the tiling of
// resources alone.
#pragma once

#include "device/device.hpp"
#include "image.hpp"

namespace baker {

class TemporaryImage {
  public:
    TemporaryImage(Device& device, const VkImageCreateInfo& info)
        : allocator_(device.allocator(nullptr)) {
        if (!(info.flags & VK_IMAGE_CREATE_SPARSE_BINDING_BIT)) return;
        Result<Image*> image = Image::create(device, info, allocator_);
        if (image.ok()) image_ = image.value();
    }
    ~TemporaryImage() {
        if (image_) deleteObject(allocator_, image_);
    }
    TemporaryImage(const TemporaryImage&) = delete;
    TemporaryImage& operator=(const TemporaryImage&) = delete;

    // Null if the description is not that of a sparse image, or there is no memory for one.
    const Image* get() const { return image_; }

  private:
    const Allocator allocator_;
    Image* image_ = nullptr;
};

}  // namespace baker
