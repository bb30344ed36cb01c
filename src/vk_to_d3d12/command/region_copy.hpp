// A copy between a buffer's data and a part of an image, in whatever way D3D12 can do it.
#pragma once

#include "meta/copy_rows.hpp"
#include "texture_copy.hpp"

namespace baker {

struct RegionCopy {
    enum class Direction { ToImage, ToBuffer } direction;
    ImagePart part;
    VkImageLayout layout;
    TexelBlock block;  // of the part's aspect
    ID3D12Resource* buffer;
    BufferLayout data;

    // Of one slice.
    BlockExtent sliceExtent() const {
        return blockExtent(block, {part.extent.width, part.extent.height, 1});
    }
    BlockExtent extent() const { return blockExtent(block, part.extent); }
    ImageState state() const {
        return direction == Direction::ToImage ? ImageState::CopyDest : ImageState::CopySource;
    }
};

void copyRegion(Recorder& recorder, const RegionCopy& copy);

// Where a part of a linear image lies in its buffer.
BufferLayout linearData(const ImagePart& part, const TexelBlock& block);

}  // namespace baker
