#include "clear.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "attachment.hpp"
#include "command/placed_copy.hpp"
#include "command/predication.hpp"
#include "meta_draw.hpp"
#include "resource/linear_layout.hpp"
#include "resource/texel_pack.hpp"

namespace baker {
namespace {

ViewRange rangeOf(const ClearTarget& target) {
    return {.baseLevel = target.level, .baseLayer = target.baseSlice, .layers = target.slices};
}

// ClearRenderTargetView takes floats.
bool isExactInFloats(NumberType type, const VkClearColorValue& value) {
    constexpr int64_t kExact = 1 << 24;
    for (size_t i = 0; i < 4; ++i) {
        if (type == NumberType::Uint && value.uint32[i] > kExact) return false;
        if (type == NumberType::Sint && std::abs(int64_t(value.int32[i])) > kExact) return false;
    }
    return true;
}

std::array<float, 4> asFloats(NumberType type, const VkClearColorValue& value) {
    std::array<float, 4> floats;
    for (size_t i = 0; i < 4; ++i)
        floats[i] = type == NumberType::Uint   ? static_cast<float>(value.uint32[i])
                    : type == NumberType::Sint ? static_cast<float>(value.int32[i])
                                               : value.float32[i];
    return floats;
}

VkResult clearView(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    const RenderTarget view =
        TRY(makeRenderTarget(recorder.device, *target.image, target.format->dxgi, rangeOf(target)));
    const VkClearColorValue color = reordered(value, *target.format);
    recorder.list->ClearRenderTargetView(view.handle(), asFloats(target.format->type, color).data(),
                                         static_cast<UINT>(target.areas.size()),
                                         target.areas.empty() ? nullptr : target.areas.data());
    return VK_SUCCESS;
}

template <typename Draw>
void forEachArea(const ClearTarget& target, const Draw& draw) {
    const VkExtent3D extent = target.image->extent(target.level);
    const D3D12_RECT all{0, 0, static_cast<LONG>(extent.width), static_cast<LONG>(extent.height)};
    const auto areas = target.areas.empty() ? std::span(&all, 1) : target.areas;
    for (uint32_t slice = 0; slice < target.slices; ++slice)
        for (const D3D12_RECT& area : areas)
            draw(MetaTarget{.slice = {target.image, target.level, target.baseSlice + slice},
                            .format = target.format,
                            .area = area});
}

MetaShader clearShader(NumberType type) {
    if (type == NumberType::Uint) return MetaShader::ClearUint;
    return type == NumberType::Sint ? MetaShader::ClearSint : MetaShader::ClearFloat;
}

void drawClear(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    const VkClearColorValue color = reordered(value, *target.format);
    forEachArea(target, [&](const MetaTarget& area) {
        drawColor(recorder, clearShader(target.format->type), area, {}, color.uint32);
    });
}

VkResult clearDepthStencilView(Recorder& recorder, const ClearTarget& target,
                               VkImageAspectFlags aspects, const VkClearDepthStencilValue& value) {
    const DepthStencil view =
        TRY(makeDepthStencil(recorder.device, *target.image, rangeOf(target)));
    uint32_t flags = 0;
    if (aspects & VK_IMAGE_ASPECT_DEPTH_BIT) flags |= D3D12_CLEAR_FLAG_DEPTH;
    if (aspects & VK_IMAGE_ASPECT_STENCIL_BIT) flags |= D3D12_CLEAR_FLAG_STENCIL;
    recorder.list->ClearDepthStencilView(view.handle(), static_cast<D3D12_CLEAR_FLAGS>(flags),
                                         value.depth, static_cast<UINT8>(value.stencil),
                                         static_cast<UINT>(target.areas.size()),
                                         target.areas.empty() ? nullptr : target.areas.data());
    return VK_SUCCESS;
}

VkResult clearUnorderedAccess(Recorder& recorder, const ClearTarget& target,
                              const VkClearColorValue& value) {
    const TransientView view = TRY(recorder.views.allocate());
    recorder.setDescriptorHeaps();
    ID3D12Resource* const resource = target.image->resource();
    const auto desc = unorderedAccessView(*target.image, target.format->dxgi, rangeOf(target));
    for (D3D12_CPU_DESCRIPTOR_HANDLE handle : {view.twin, view.visible})
        recorder.device.d3d12()->CreateUnorderedAccessView(resource, nullptr, &desc, handle);
    const auto areas = static_cast<UINT>(target.areas.size());
    const D3D12_RECT* const first = target.areas.empty() ? nullptr : target.areas.data();
    if (target.format->isInteger())
        recorder.list->ClearUnorderedAccessViewUint(view.table, view.twin, resource, value.uint32,
                                                    areas, first);
    else
        recorder.list->ClearUnorderedAccessViewFloat(view.table, view.twin, resource, value.float32,
                                                     areas, first);
    return VK_SUCCESS;
}

// Rows of the value, at most kSlabBytes of them or one.
struct Slab {
    TransientSlice memory;
    uint32_t pitch;
    uint32_t rows;
};

Result<Slab> makeSlab(Recorder& recorder, const TexelBlock& block, const VkExtent3D& extent,
                      std::span<const std::byte> texel) {
    constexpr uint32_t kSlabBytes = 64 * 1024;
    const BufferLayout layout = scratchLayout(block, {extent.width, 1, 1});
    Slab slab;
    slab.pitch = static_cast<uint32_t>(layout.rowPitch);
    slab.rows = std::clamp(kSlabBytes / slab.pitch, 1u, extent.height);
    slab.memory = TRY(recorder.upload.allocate(uint64_t(slab.pitch) * slab.rows,
                                               D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT));
    for (uint32_t row = 0; row < slab.rows; ++row)
        for (uint32_t x = 0; x < extent.width; ++x)
            std::memcpy(slab.memory.data + row * slab.pitch + x * block.bytes, texel.data(),
                        block.bytes);
    return slab;
}

// Row by row of a linear image.
VkResult copyRowsOf(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    const Image& image = *target.image;
    const VkExtent3D extent = image.extent(target.level);
    const TexelBlock block = texelBlock(*target.format, VK_IMAGE_ASPECT_COLOR_BIT);
    const Slab slab =
        TRY(makeSlab(recorder, block, {extent.width, 1, 1}, packTexel(*target.format, value)));
    const LinearLevel level = linearLevel(image.info(), image.linear(), target.level);
    const uint64_t pitch = image.type() == VK_IMAGE_TYPE_3D
                               ? level.slicePitch
                               : linearLayerPitch(image.info(), image.linear());
    for (uint32_t slice = 0; slice < target.slices; ++slice)
        for (uint32_t y = 0; y < extent.height; ++y)
            recorder.list->CopyBufferRegion(
                image.resource(),
                image.linearOffset() + level.offset + (target.baseSlice + slice) * pitch +
                    y * level.rowPitch,
                slab.memory.resource, slab.memory.offset, uint64_t(extent.width) * block.bytes);
    return VK_SUCCESS;
}

VkResult copySlabs(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    const Image& image = *target.image;
    const TexelBlock block = texelBlock(*target.format, VK_IMAGE_ASPECT_COLOR_BIT);
    const VkExtent3D extent = image.extent(target.level);
    const PackedTexel texel = packTexel(*target.format, value);
    const Slab slab = TRY(makeSlab(recorder, block, extent, texel));
    const bool volume = image.type() == VK_IMAGE_TYPE_3D;
    D3D12_TEXTURE_COPY_LOCATION from{}, to{};
    from.pResource = slab.memory.resource;
    from.Type = D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT;
    from.PlacedFootprint = {slab.memory.offset,
                            {block.format, extent.width, slab.rows, 1, slab.pitch}};
    to.pResource = image.resource();
    to.Type = D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX;
    for (uint32_t i = 0; i < target.slices; ++i) {
        const uint32_t slice = target.baseSlice + i;
        to.SubresourceIndex =
            image.subresource(target.level, volume ? 0 : slice, VK_IMAGE_ASPECT_COLOR_BIT);
        for (uint32_t y = 0; y < extent.height; y += slab.rows) {
            const D3D12_BOX box{0, 0, 0, extent.width, std::min(slab.rows, extent.height - y), 1};
            recorder.list->CopyTextureRegion(&to, 0, y, volume ? slice : 0, &from, &box);
        }
    }
    return VK_SUCCESS;
}

void check(Recorder& recorder, VkResult result) {
    if (result != VK_SUCCESS) recorder.fail(result);
}

}  // namespace

void clearColor(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    if (isExactInFloats(target.format->type, value))
        check(recorder, clearView(recorder, target, value));
    else
        drawClear(recorder, target, value);
}

void clearDepthStencil(Recorder& recorder, const ClearTarget& target, VkImageAspectFlags aspects,
                       const VkClearDepthStencilValue& value) {
    check(recorder, clearDepthStencilView(recorder, target, aspects, value));
}

void fillColor(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    predicated(recorder, [&] { drawClear(recorder, target, value); });
}

void fillDepthStencil(Recorder& recorder, const ClearTarget& target, VkImageAspectFlags aspects,
                      const VkClearDepthStencilValue& value) {
    uint32_t depth;
    std::memcpy(&depth, &value.depth, sizeof(depth));
    predicated(recorder, [&] {
        forEachArea(target, [&](const MetaTarget& area) {
            if (aspects & VK_IMAGE_ASPECT_DEPTH_BIT)
                drawDepth(recorder, MetaShader::FillDepth, area, {}, {&depth, 1});
            if (aspects & VK_IMAGE_ASPECT_STENCIL_BIT)
                fillStencil(recorder, area, static_cast<uint8_t>(value.stencil));
        });
    });
}

void clearStorage(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    check(recorder, clearUnorderedAccess(recorder, target, value));
}

void clearByCopies(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value) {
    check(recorder, target.image->isLinear() ? copyRowsOf(recorder, target, value)
                                             : copySlabs(recorder, target, value));
}

}  // namespace baker
