#include "region_copy.hpp"

#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "resource/linear_layout.hpp"

namespace baker {
namespace {

void copyPlaced(Recorder& recorder, const RegionCopy& copy, uint32_t slice, ID3D12Resource* buffer,
                const PlacedCopy& placed, const BlockExtent& extent) {
    const auto function =
        copy.direction == RegionCopy::Direction::ToImage ? copyToImage : copyFromImage;
    function(recorder, copy.part, slice, buffer, placed, extent, copy.block);
}

BufferLayout sliceOf(const BufferLayout& data, uint32_t slice) {
    return {data.offset + slice * data.slicePitch, data.rowPitch, data.slicePitch};
}

// Slice by slice, if D3D12 can reach all of them.
bool copySlices(Recorder& recorder, const RegionCopy& copy, ID3D12Resource* buffer,
                const BufferLayout& data, bool anyPitch) {
    const uint32_t slices = copy.part.slices();
    const BlockExtent extent = copy.sliceExtent();
    for (uint32_t slice = 0; slice < slices; ++slice)
        if (!placeCopy(copy.block, sliceOf(data, slice), extent, anyPitch)) return false;
    const ImageAccess access = accessTo(copy.part, copy.layout, copy.state());
    const ScopedImageAccess scope(recorder, {&access, 1});
    for (uint32_t slice = 0; slice < slices; ++slice)
        copyPlaced(recorder, copy, slice, buffer,
                   *placeCopy(copy.block, sliceOf(data, slice), extent, anyPitch), extent);
    return true;
}

// All slices of a 3D image at once, if D3D12 can reach them.
bool copyVolume(Recorder& recorder, const RegionCopy& copy, bool anyPitch) {
    if (copy.part.extent.depth == 1) return false;
    const auto placed = placeCopy(copy.block, copy.data, copy.extent(), anyPitch);
    if (!placed) return false;
    const ImageAccess access = accessTo(copy.part, copy.layout, copy.state());
    const ScopedImageAccess scope(recorder, {&access, 1});
    copyPlaced(recorder, copy, 0, copy.buffer, *placed, copy.extent());
    return true;
}

void copyThroughScratch(Recorder& recorder, const RegionCopy& copy) {
    const BlockExtent extent = copy.sliceExtent();
    BufferLayout scratch = scratchLayout(copy.block, extent);
    const uint32_t slices = copy.part.slices();
    auto memory = recorder.scratch.allocate(scratch.slicePitch * slices,
                                            D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT);
    if (!memory.ok()) return recorder.fail(memory.error());
    ID3D12Resource* const resource = memory.value().resource;
    scratch.offset = memory.value().offset;
    const RowLayout rows{copy.buffer, copy.data.offset, copy.data.rowPitch, copy.data.slicePitch};
    const RowLayout between{resource, scratch.offset, scratch.rowPitch, scratch.slicePitch};
    const RowCounts counts{extent.width * copy.block.bytes, extent.height, slices};
    if (copy.direction == RegionCopy::Direction::ToImage) {
        copyRows(recorder, between, rows, counts);
        orderTransfers(recorder);
        copySlices(recorder, copy, resource, scratch, false);
    } else {
        copySlices(recorder, copy, resource, scratch, false);
        orderTransfers(recorder);
        copyRows(recorder, rows, between, counts);
    }
}

RowLayout rowsOf(ID3D12Resource* buffer, const BufferLayout& data) {
    return {buffer, data.offset, data.rowPitch, data.slicePitch};
}

// Both sides are buffers.
void copyLinear(Recorder& recorder, const RegionCopy& copy) {
    const BlockExtent extent = copy.sliceExtent();
    const RowLayout buffer = rowsOf(copy.buffer, copy.data);
    const RowLayout image = rowsOf(copy.part.image->resource(), linearData(copy.part, copy.block));
    const bool toImage = copy.direction == RegionCopy::Direction::ToImage;
    copyRows(recorder, toImage ? image : buffer, toImage ? buffer : image,
             {extent.width * copy.block.bytes, extent.height, copy.part.slices()});
}

}  // namespace

BufferLayout linearData(const ImagePart& part, const TexelBlock& block) {
    const Image& image = *part.image;
    const LinearLevel level = linearLevel(image.info(), image.linear(), part.level);
    const uint64_t layerPitch = linearLayerPitch(image.info(), image.linear());
    const bool isVolume = image.type() == VK_IMAGE_TYPE_3D;
    const auto x = static_cast<uint64_t>(part.offset.x), y = static_cast<uint64_t>(part.offset.y),
               z = static_cast<uint64_t>(part.offset.z);
    return {.offset = image.linearOffset() + level.offset + part.baseLayer * layerPitch +
                      z * level.slicePitch + y / block.height * level.rowPitch +
                      x / block.width * block.bytes,
            .rowPitch = level.rowPitch,
            .slicePitch = isVolume ? level.slicePitch : layerPitch};
}

void copyRegion(Recorder& recorder, const RegionCopy& copy) {
    if (copy.part.image->isLinear()) return copyLinear(recorder, copy);
    const bool anyPitch =
        recorder.device.capabilities().options13.UnrestrictedBufferTextureCopyPitchSupported;
    if (copyVolume(recorder, copy, anyPitch) ||
        copySlices(recorder, copy, copy.buffer, copy.data, anyPitch))
        return;
    copyThroughScratch(recorder, copy);
}

}  // namespace baker
