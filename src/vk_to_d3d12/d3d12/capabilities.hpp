// What a D3D12 device can do, asked once and kept in a plain struct. Everything that the driver
// advertises is derived from it.
#pragma once

#include <array>
#include <bitset>

#include "adapter.hpp"
#include "d3d12_api.hpp"

namespace baker {

inline constexpr uint32_t kDxgiFormatCount = 192;

// A structure whose query the runtime does not know stays zero: nothing supported.
// Priorities above the normal one that queues of a type may have.
struct QueuePriorities {
    bool high = false;
    bool realtime = false;  // of the whole system
};

struct Capabilities {
    D3D_FEATURE_LEVEL featureLevel = D3D_FEATURE_LEVEL_11_0;
    D3D_SHADER_MODEL shaderModel = D3D_SHADER_MODEL_5_1;  // at most the translator's highest, 6.7
    D3D_ROOT_SIGNATURE_VERSION rootSignature = D3D_ROOT_SIGNATURE_VERSION_1_0;
    D3D12_FEATURE_DATA_ARCHITECTURE1 architecture{};
    D3D12_FEATURE_DATA_GPU_VIRTUAL_ADDRESS_SUPPORT virtualAddress{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS options{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS1 options1{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS2 options2{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS3 options3{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS4 options4{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS5 options5{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS6 options6{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS7 options7{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS9 options9{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS11 options11{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS12 options12{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS13 options13{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS14 options14{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS15 options15{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS16 options16{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS17 options17{};
    D3D12_FEATURE_DATA_D3D12_OPTIONS19 options19{};
    D3D12_FEATURE_DATA_EXISTING_HEAPS existingHeaps{};
    D3D12_FEATURE_DATA_SHADER_CACHE shaderCache{};
    std::array<D3D12_FEATURE_DATA_FORMAT_SUPPORT, kDxgiFormatCount> formats{};  // by DXGI_FORMAT
    // By DXGI_FORMAT: the sum of the sample counts that render targets or depth attachments may
    // have.
    std::array<uint8_t, kDxgiFormatCount> sampleCounts{};
    // The same of tiled resources, none where the format cannot be tiled.
    std::array<uint8_t, kDxgiFormatCount> tiledSampleCounts{};
    // Arrays may have packed mips, which tiers up to the third forbid but a runtime may allow.
    bool packedTextureArrays = false;
    // Mips that are larger than a tile but no multiple of it are packed, as the first tier may.
    bool packsUnalignedMips = false;
    bool sharesHeaps = false;  // with other processes
    // By DXGI_FORMAT: textures in rows (D3D12_TEXTURE_LAYOUT_ROW_MAJOR) can be placed in memory
    // that the host maps, and do whatever other textures of the format do.
    std::bitset<kDxgiFormatCount> rowMajorTextures;
    // Memory that the host maps takes any other texture as well, render targets included.
    bool mappedTextures = false;
    uint64_t timestampFrequency = 0;  // ticks per second of a direct queue; 0: no timestamps
    bool tellsTime = false;           // ID3D12CommandQueue::GetClockCalibration works
    // By D3D12_COMMAND_LIST_TYPE.
    std::array<QueuePriorities, D3D12_COMMAND_LIST_TYPE_COMPUTE + 1> queuePriorities{};

    // Every wave has the same number of lanes.
    bool fixedWaveSize() const {
        return options1.WaveOps && options1.WaveLaneCountMin == options1.WaveLaneCountMax;
    }
    // Every wave has the number of lanes that a shader is made for: there is one number, or shader
    // model 6.6's attribute WaveSize demands it.
    bool choosesWaveSize() const {
        return fixedWaveSize() || (options1.WaveOps && shaderModel >= D3D_SHADER_MODEL_6_6);
    }
    // Descriptor tables of any length.
    bool bindingTier3() const {
        return options.ResourceBindingTier >= D3D12_RESOURCE_BINDING_TIER_3;
    }
    bool tiledResources() const {
        return options.TiledResourcesTier >= D3D12_TILED_RESOURCES_TIER_1;
    }
    // 3D textures.
    bool tiledResourcesTier3() const {
        return options.TiledResourcesTier >= D3D12_TILED_RESOURCES_TIER_3;
    }
    // Lines that are rectangles of a pixel's width.
    bool narrowLines() const {
        return options19.RasterizerDesc2Supported && options19.NarrowQuadrilateralLinesSupported;
    }
    // Minimum and maximum filters, clamped levels, residency in shaders.
    bool tiledResourcesTier2() const {
        return options.TiledResourcesTier >= D3D12_TILED_RESOURCES_TIER_2;
    }
    // Pipeline states can be had as blobs and made from them.
    bool cachedPipelineStates() const {
        return shaderCache.SupportFlags & D3D12_SHADER_CACHE_SUPPORT_SINGLE_PSO;
    }
    // A core compute device, without the graphics pipeline.
    bool computeOnly() const { return featureLevel < D3D_FEATURE_LEVEL_11_0; }
};

Capabilities queryCapabilities(ID3D12Device* device);

}  // namespace baker
