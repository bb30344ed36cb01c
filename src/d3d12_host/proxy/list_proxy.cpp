// Methods of the command list that vkd3d has in part.
#include "proxies.hpp"
#include "unwrap.hpp"
#include "vulkan/vkd3d_pipelines.hpp"

namespace baker::host {
namespace {

// Slots of ID3D12GraphicsCommandList.
constexpr size_t kDrawInstanced = 12;
constexpr size_t kDrawIndexedInstanced = 13;
constexpr size_t kCopyTextureRegion = 16;
constexpr size_t kIASetPrimitiveTopology = 20;
constexpr size_t kExecuteIndirect = 59;

// vkd3d knows the planes of depth and stencil by formats of its own, takes its texels to be as wide
// as those of both planes together, and the index of a subresource of plane 1 for a layer's.
struct PlaneRow {
    DXGI_FORMAT resource[2];  // typeless, typed
    UINT plane;
    DXGI_FORMAT format;
    UINT texelBytes;  // in the buffer
    UINT pitchScale;
};

constexpr PlaneRow kPlanes[] = {
    {{DXGI_FORMAT_R32G8X24_TYPELESS, DXGI_FORMAT_D32_FLOAT_S8X24_UINT},
     0,
     DXGI_FORMAT_R32_FLOAT_X8X24_TYPELESS,
     4,
     2},
    {{DXGI_FORMAT_R32G8X24_TYPELESS, DXGI_FORMAT_D32_FLOAT_S8X24_UINT},
     1,
     DXGI_FORMAT_X32_TYPELESS_G8X24_UINT,
     1,
     8},
    {{DXGI_FORMAT_R24G8_TYPELESS, DXGI_FORMAT_D24_UNORM_S8_UINT},
     0,
     DXGI_FORMAT_R24_UNORM_X8_TYPELESS,
     4,
     1},
    {{DXGI_FORMAT_R24G8_TYPELESS, DXGI_FORMAT_D24_UNORM_S8_UINT},
     1,
     DXGI_FORMAT_X24_TYPELESS_G8_UINT,
     1,
     4},
};

const PlaneRow* findPlane(DXGI_FORMAT format, UINT plane) {
    for (const PlaneRow& row : kPlanes)
        if ((row.resource[0] == format || row.resource[1] == format) && row.plane == plane)
            return &row;
    return nullptr;
}

struct Texel {
    UINT x, y, z;
};

// The copy's first texel in the buffer becomes the footprint's: vkd3d would find it by the wrong
// pitch.
void rebase(D3D12_PLACED_SUBRESOURCE_FOOTPRINT& placed, const PlaneRow& row, Texel first) {
    D3D12_SUBRESOURCE_FOOTPRINT& footprint = placed.Footprint;
    const UINT64 rows = UINT64(first.z) * footprint.Height + first.y;
    placed.Offset += rows * footprint.RowPitch + UINT64(first.x) * row.texelBytes;
    footprint.Format = row.format;
    footprint.RowPitch *= row.pitchScale;
}

// The texture's plane if it is one of kPlanes; `location` then names plane 0's subresource.
const PlaneRow* takePlane(D3D12_TEXTURE_COPY_LOCATION& location) {
    if (location.Type != D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX) return nullptr;
    const D3D12_RESOURCE_DESC desc = location.pResource->GetDesc();
    const UINT layers =
        desc.Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE3D ? 1u : desc.DepthOrArraySize;
    const UINT subresources = desc.MipLevels * layers;
    const PlaneRow* row = findPlane(desc.Format, location.SubresourceIndex / subresources);
    if (row) location.SubresourceIndex %= subresources;
    return row;
}

}  // namespace

void GraphicsCommandListProxy::CopyTextureRegion(const D3D12_TEXTURE_COPY_LOCATION* to, UINT x,
                                                 UINT y, UINT z,
                                                 const D3D12_TEXTURE_COPY_LOCATION* from,
                                                 const D3D12_BOX* box) {
    D3D12_TEXTURE_COPY_LOCATION target = *to, source = *from;
    D3D12_BOX moved = box ? *box : D3D12_BOX{};
    if (target.Type == source.Type) {
        // Between textures vkd3d copies both planes at once: with plane 0.
        const PlaneRow* row = takePlane(target);
        if (takePlane(source) && row && row->plane == 1) return;
    } else if (target.Type == D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT) {
        if (const PlaneRow* row = takePlane(source)) {
            rebase(target.PlacedFootprint, *row, {x, y, z});
            x = y = z = 0;
        }
    } else if (source.Type == D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT) {
        if (const PlaneRow* row = takePlane(target)) {
            rebase(source.PlacedFootprint, *row, {moved.left, moved.top, moved.front});
            moved = {0,
                     0,
                     0,
                     moved.right - moved.left,
                     moved.bottom - moved.top,
                     moved.back - moved.front};
        }
    }
    target.pResource = asInterface<ID3D12Resource>(innerOf<ResourceProxy>(target.pResource));
    source.pResource = asInterface<ID3D12Resource>(innerOf<ResourceProxy>(source.pResource));
    using Function = void(HOST_MS_ABI*)(void*, const D3D12_TEXTURE_COPY_LOCATION*, UINT, UINT, UINT,
                                        const D3D12_TEXTURE_COPY_LOCATION*, const D3D12_BOX*);
    reinterpret_cast<Function>(slot(kCopyTextureRegion))(inner_, &target, x, y, z, &source,
                                                         box ? &moved : nullptr);
}

// --- topologies (vulkan/vkd3d_pipelines.hpp)

void GraphicsCommandListProxy::IASetPrimitiveTopology(D3D12_PRIMITIVE_TOPOLOGY topology) {
    topology_ = topology;
    using Function = void(HOST_MS_ABI*)(void*, D3D12_PRIMITIVE_TOPOLOGY);
    reinterpret_cast<Function>(slot(kIASetPrimitiveTopology))(inner_, topologyForVkd3d(topology));
}

void GraphicsCommandListProxy::DrawInstanced(UINT vertices, UINT instances, UINT firstVertex,
                                             UINT firstInstance) {
    drawNextWith(topology_, alphaFactors_, lines_);
    using Function = void(HOST_MS_ABI*)(void*, UINT, UINT, UINT, UINT);
    reinterpret_cast<Function>(slot(kDrawInstanced))(inner_, vertices, instances, firstVertex,
                                                     firstInstance);
}

void GraphicsCommandListProxy::DrawIndexedInstanced(UINT indices, UINT instances, UINT firstIndex,
                                                    INT baseVertex, UINT firstInstance) {
    drawNextWith(topology_, alphaFactors_, lines_);
    using Function = void(HOST_MS_ABI*)(void*, UINT, UINT, UINT, INT, UINT);
    reinterpret_cast<Function>(slot(kDrawIndexedInstanced))(inner_, indices, instances, firstIndex,
                                                            baseVertex, firstInstance);
}

void GraphicsCommandListProxy::ExecuteIndirect(ID3D12CommandSignature* signature, UINT maxCommands,
                                               ID3D12Resource* arguments, UINT64 argumentOffset,
                                               ID3D12Resource* count, UINT64 countOffset) {
    drawNextWith(topology_, alphaFactors_, lines_);
    using Function = void(HOST_MS_ABI*)(void*, void*, UINT, void*, UINT64, void*, UINT64);
    reinterpret_cast<Function>(slot(kExecuteIndirect))(
        inner_, innerOf<CommandSignatureProxy>(signature), maxCommands,
        innerOf<ResourceProxy>(arguments), argumentOffset, innerOf<ResourceProxy>(count),
        countOffset);
}

// Allowed to do nothing; vkd3d's complains that it does.
void GraphicsCommandListProxy::DiscardResource(ID3D12Resource*, const D3D12_DISCARD_REGION*) {}

}  // namespace baker::host
