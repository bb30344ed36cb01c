// Changes of an image's state (image_layout.hpp) as D3D12 barriers, for image memory barriers and
// for commands that need an image in a state of their own.
//
// Not thread-safe; for one command list.
#pragma once

#include <array>
#include <span>

#include "image_layout.hpp"

namespace baker {

class Device;
class Image;
struct Recorder;

BarrierKind barrierKind(const Device& device, D3D12_COMMAND_LIST_TYPE type);
ImageTraits imageTraits(const Image& image);

// Subresources of an image, resolved: no VK_REMAINING_*, aspects that the image has. A 3D image has
// one layer.
struct ImageRange {
    VkImageAspectFlags aspects = 0;
    uint32_t baseMip = 0, mipCount = 1;
    uint32_t baseLayer = 0, layerCount = 1;
};
ImageRange resolveRange(const Image& image, const VkImageSubresourceRange& range);

// Of colour or depth, and of stencil. The plane of an aspect that the image lacks (depth of
// VK_FORMAT_S8_UINT) goes with the other.
struct AspectStates {
    ImageState main;
    ImageState stencil;
    bool operator==(const AspectStates&) const = default;
};

// A few changes, handed to the list in one call, or a few calls when there are many.
class ImageBarriers {
  public:
    explicit ImageBarriers(Recorder& recorder);
    ~ImageBarriers() { record(); }
    ImageBarriers(const ImageBarriers&) = delete;
    ImageBarriers& operator=(const ImageBarriers&) = delete;

    void change(const Image& image, const ImageRange& range, AspectStates before,
                AspectStates after);
    void record();

  private:
    static constexpr uint32_t kCapacity = 32;

    void changeLegacy(const Image& image, const ImageRange& range, AspectStates before,
                      AspectStates after);
    void changeEnhanced(const Image& image, const ImageRange& range, VkImageAspectFlagBits aspect,
                        ImageState before, ImageState after);
    void addLegacy(ID3D12Resource* resource, uint32_t subresource, ImageState before,
                   ImageState after);

    Recorder& recorder_;
    const BarrierKind kind_;
    uint32_t count_ = 0;
    union {
        std::array<D3D12_RESOURCE_BARRIER, kCapacity> legacy_;
        std::array<D3D12_TEXTURE_BARRIER, kCapacity> enhanced_;
    };
};

// Subresources that a command uses in states of its own while they are in a layout. `stencil*` is
// looked at where the range has the stencil aspect.
struct ImageAccess {
    const Image* image = nullptr;
    ImageRange range;
    VkImageLayout layout = VK_IMAGE_LAYOUT_GENERAL;
    VkImageLayout stencilLayout = VK_IMAGE_LAYOUT_GENERAL;
    ImageState state = ImageState::Common;  // of colour or depth
    ImageState stencilState = ImageState::Common;
};

// From the base states of the layouts to the states of the command, and back after it. Subresources
// may appear once in `accesses`.
void beginAccess(Recorder& recorder, std::span<const ImageAccess> accesses);
void endAccess(Recorder& recorder, std::span<const ImageAccess> accesses);

// Both around a scope.
class ScopedImageAccess {
  public:
    ScopedImageAccess(Recorder& recorder, std::span<const ImageAccess> accesses)
        : recorder_(recorder), accesses_(accesses) {
        beginAccess(recorder_, accesses_);
    }
    ~ScopedImageAccess() { endAccess(recorder_, accesses_); }
    ScopedImageAccess(const ScopedImageAccess&) = delete;
    ScopedImageAccess& operator=(const ScopedImageAccess&) = delete;

  private:
    Recorder& recorder_;
    std::span<const ImageAccess> accesses_;
};

// The layout transitions and transfers of ownership of vkCmdPipelineBarrier2 and vkCmdWaitEvents2.
// The memory dependency is recorded before, by recordMemoryDependency.
void recordLayoutTransitions(Recorder& recorder, std::span<const VkImageMemoryBarrier2> barriers);

}  // namespace baker
