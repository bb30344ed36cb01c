#include "capabilities.hpp"

#include <unistd.h>

#include <iterator>

namespace baker {
namespace {

constexpr D3D_FEATURE_LEVEL kFeatureLevels[] = {D3D_FEATURE_LEVEL_1_0_CORE, D3D_FEATURE_LEVEL_11_0,
                                                D3D_FEATURE_LEVEL_11_1,     D3D_FEATURE_LEVEL_12_0,
                                                D3D_FEATURE_LEVEL_12_1,     D3D_FEATURE_LEVEL_12_2};

template <typename T>
void query(ID3D12Device* device, D3D12_FEATURE feature, T& data) {
    T answer = data;
    if (SUCCEEDED(device->CheckFeatureSupport(feature, &answer, sizeof(answer)))) data = answer;
}

void queryOptions(ID3D12Device* device, Capabilities& caps) {
    query(device, D3D12_FEATURE_ARCHITECTURE1, caps.architecture);
    query(device, D3D12_FEATURE_GPU_VIRTUAL_ADDRESS_SUPPORT, caps.virtualAddress);
    query(device, D3D12_FEATURE_D3D12_OPTIONS, caps.options);
    query(device, D3D12_FEATURE_D3D12_OPTIONS1, caps.options1);
    query(device, D3D12_FEATURE_D3D12_OPTIONS2, caps.options2);
    query(device, D3D12_FEATURE_D3D12_OPTIONS3, caps.options3);
    query(device, D3D12_FEATURE_D3D12_OPTIONS4, caps.options4);
    query(device, D3D12_FEATURE_D3D12_OPTIONS5, caps.options5);
    query(device, D3D12_FEATURE_D3D12_OPTIONS6, caps.options6);
    query(device, D3D12_FEATURE_D3D12_OPTIONS7, caps.options7);
    query(device, D3D12_FEATURE_D3D12_OPTIONS9, caps.options9);
    query(device, D3D12_FEATURE_D3D12_OPTIONS11, caps.options11);
    query(device, D3D12_FEATURE_D3D12_OPTIONS12, caps.options12);
    query(device, D3D12_FEATURE_D3D12_OPTIONS13, caps.options13);
    query(device, D3D12_FEATURE_D3D12_OPTIONS14, caps.options14);
    query(device, D3D12_FEATURE_D3D12_OPTIONS15, caps.options15);
    query(device, D3D12_FEATURE_D3D12_OPTIONS16, caps.options16);
    query(device, D3D12_FEATURE_D3D12_OPTIONS17, caps.options17);
    query(device, D3D12_FEATURE_D3D12_OPTIONS19, caps.options19);
    query(device, D3D12_FEATURE_EXISTING_HEAPS, caps.existingHeaps);
    query(device, D3D12_FEATURE_SHADER_CACHE, caps.shaderCache);
}

D3D_FEATURE_LEVEL queryFeatureLevel(ID3D12Device* device) {
    D3D12_FEATURE_DATA_FEATURE_LEVELS levels{};
    // A runtime refuses a list with a level that it does not know, so the list is shortened from
    // its end.
    for (uint32_t count = std::size(kFeatureLevels); count > 0; --count) {
        levels = {count, kFeatureLevels, {}};
        if (SUCCEEDED(
                device->CheckFeatureSupport(D3D12_FEATURE_FEATURE_LEVELS, &levels, sizeof(levels))))
            return levels.MaxSupportedFeatureLevel;
    }
    return D3D_FEATURE_LEVEL_11_0;
}

// The highest of a version family that the runtime admits: a value above its own knowledge is
// refused, so lower ones are tried.
template <typename Data, typename Value>
Value queryHighest(ID3D12Device* device, D3D12_FEATURE feature, Value highest, Value lowest) {
    for (int value = highest; value > lowest; --value) {
        Data data{static_cast<Value>(value)};
        if (SUCCEEDED(device->CheckFeatureSupport(feature, &data, sizeof(data))))
            return reinterpret_cast<const Value&>(data);
    }
    return lowest;
}

void queryFormats(ID3D12Device* device, Capabilities& caps) {
    for (uint32_t i = 0; i < kDxgiFormatCount; ++i) {
        caps.formats[i].Format = static_cast<DXGI_FORMAT>(i);
        query(device, D3D12_FEATURE_FORMAT_SUPPORT, caps.formats[i]);
    }
}

uint8_t querySampleCounts(ID3D12Device* device, DXGI_FORMAT format,
                          D3D12_MULTISAMPLE_QUALITY_LEVEL_FLAGS flags) {
    uint8_t counts = 1;
    for (UINT count = 2; count <= 16; count *= 2) {
        D3D12_FEATURE_DATA_MULTISAMPLE_QUALITY_LEVELS data{format, count, flags, 0};
        query(device, D3D12_FEATURE_MULTISAMPLE_QUALITY_LEVELS, data);
        if (data.NumQualityLevels) counts |= static_cast<uint8_t>(count);
    }
    return counts;
}

void queryAllSampleCounts(ID3D12Device* device, Capabilities& caps) {
    constexpr uint32_t kAttachment =
        D3D12_FORMAT_SUPPORT1_MULTISAMPLE_RENDERTARGET | D3D12_FORMAT_SUPPORT1_DEPTH_STENCIL;
    for (uint32_t i = 0; i < kDxgiFormatCount; ++i) {
        const bool isAttachment = caps.formats[i].Support1 & kAttachment;
        const auto counts = [&](D3D12_MULTISAMPLE_QUALITY_LEVEL_FLAGS flags) {
            return isAttachment ? querySampleCounts(device, caps.formats[i].Format, flags)
                                : uint8_t(1);
        };
        caps.sampleCounts[i] = counts(D3D12_MULTISAMPLE_QUALITY_LEVELS_FLAG_NONE);
        if (caps.tiledResources() && caps.formats[i].Support2 & D3D12_FORMAT_SUPPORT2_TILED)
            caps.tiledSampleCounts[i] =
                counts(D3D12_MULTISAMPLE_QUALITY_LEVELS_FLAG_TILED_RESOURCE);
    }
}

ComPtr<ID3D12Resource> reserveTexture(ID3D12Device* device, UINT size, UINT16 layers,
                                      UINT16 levels) {
    D3D12_RESOURCE_DESC desc{};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
    desc.Width = desc.Height = size;
    desc.DepthOrArraySize = layers;
    desc.MipLevels = levels;
    desc.Format = DXGI_FORMAT_R8G8B8A8_UNORM;
    desc.SampleDesc.Count = 1;
    desc.Layout = D3D12_TEXTURE_LAYOUT_64KB_UNDEFINED_SWIZZLE;
    ComPtr<ID3D12Resource> texture;
    device->CreateReservedResource(&desc, D3D12_RESOURCE_STATE_COMMON, nullptr,
                                   IID_PPV_ARGS(&texture));
    return texture;
}

// What D3D12 leaves to the runtime is found out by trying. A tile has 128 by 128 of these texels.
void queryTiles(ID3D12Device* device, Capabilities& caps) {
    if (!caps.tiledResources()) return;
    caps.packedTextureArrays = reserveTexture(device, 128, 2, 8) != nullptr;
    const ComPtr<ID3D12Resource> unaligned = reserveTexture(device, 192, 1, 1);
    D3D12_PACKED_MIP_INFO packed{};
    UINT none = 0;
    if (unaligned)
        device->GetResourceTiling(unaligned.Get(), nullptr, &packed, nullptr, &none, 0, nullptr);
    caps.packsUnalignedMips = packed.NumPackedMips != 0;
}

// D3D12 does not tell. On Linux a handle is a file descriptor.
bool canShareHeaps(ID3D12Device* device) {
    D3D12_HEAP_DESC desc{};
    desc.SizeInBytes = D3D12_DEFAULT_RESOURCE_PLACEMENT_ALIGNMENT;
    desc.Properties.Type = D3D12_HEAP_TYPE_DEFAULT;
    desc.Flags = D3D12_HEAP_FLAG_SHARED | D3D12_HEAP_FLAG_ALLOW_ONLY_BUFFERS;
    ComPtr<ID3D12Heap> heap;
    HANDLE handle = nullptr;
    if (FAILED(device->CreateHeap(&desc, IID_PPV_ARGS(&heap))) ||
        FAILED(device->CreateSharedHandle(heap.Get(), nullptr, GENERIC_ALL, nullptr, &handle)))
        return false;
    return close(static_cast<int>(reinterpret_cast<intptr_t>(handle))) == 0;
}

D3D12_RESOURCE_DESC rowMajorDesc(const D3D12_FEATURE_DATA_FORMAT_SUPPORT& format) {
    D3D12_RESOURCE_DESC desc{};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
    desc.Width = desc.Height = 16;
    desc.DepthOrArraySize = desc.MipLevels = 1;
    desc.Format = format.Format;
    desc.SampleDesc.Count = 1;
    desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
    if (format.Support1 & D3D12_FORMAT_SUPPORT1_RENDER_TARGET)
        desc.Flags |= D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET;
    if (format.Support1 & D3D12_FORMAT_SUPPORT1_TYPED_UNORDERED_ACCESS_VIEW)
        desc.Flags |= D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS;
    return desc;
}

// D3D12 has textures in rows for sharing between adapters, and promises other textures in default
// heaps alone; what goes with memory that the host maps is found out by trying.
void queryMappedTextures(ID3D12Device* device, Capabilities& caps) {
    if (!caps.options.CrossAdapterRowMajorTextureSupported ||
        caps.options.ResourceHeapTier < D3D12_RESOURCE_HEAP_TIER_2)
        return;
    D3D12_HEAP_DESC heapDesc{};
    heapDesc.SizeInBytes = D3D12_DEFAULT_RESOURCE_PLACEMENT_ALIGNMENT;
    heapDesc.Properties = {D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_BACK,
                           D3D12_MEMORY_POOL_L0, 0, 0};
    ComPtr<ID3D12Heap> heap;
    if (FAILED(device->CreateHeap(&heapDesc, IID_PPV_ARGS(&heap)))) return;
    const auto canPlace = [&](const D3D12_RESOURCE_DESC& desc) {
        ComPtr<ID3D12Resource> texture;
        return SUCCEEDED(device->CreatePlacedResource(
            heap.Get(), 0, &desc, D3D12_RESOURCE_STATE_COMMON, nullptr, IID_PPV_ARGS(&texture)));
    };
    for (const D3D12_FEATURE_DATA_FORMAT_SUPPORT& format : caps.formats) {
        constexpr uint32_t kNeeded =
            D3D12_FORMAT_SUPPORT1_TEXTURE2D | D3D12_FORMAT_SUPPORT1_SHADER_LOAD;
        if ((format.Support1 & kNeeded) != kNeeded ||
            format.Support1 & D3D12_FORMAT_SUPPORT1_DEPTH_STENCIL)
            continue;
        caps.rowMajorTextures[format.Format] = canPlace(rowMajorDesc(format));
    }
    D3D12_RESOURCE_DESC other = rowMajorDesc(caps.formats[DXGI_FORMAT_R8G8B8A8_UNORM]);
    other.Layout = D3D12_TEXTURE_LAYOUT_UNKNOWN;
    caps.mappedTextures = caps.rowMajorTextures.any() && canPlace(other);
}

void queryClock(ID3D12Device* device, Capabilities& caps) {
    D3D12_COMMAND_QUEUE_DESC desc{};
    desc.Type = D3D12_COMMAND_LIST_TYPE_COMPUTE;
    ComPtr<ID3D12CommandQueue> queue;
    UINT64 frequency = 0, ticks = 0, host = 0;
    if (FAILED(device->CreateCommandQueue(&desc, IID_PPV_ARGS(&queue)))) return;
    if (FAILED(queue->GetTimestampFrequency(&frequency))) return;
    caps.timestampFrequency = frequency;
    caps.tellsTime = frequency && SUCCEEDED(queue->GetClockCalibration(&ticks, &host));
}

bool hasPriority(ID3D12Device* device, D3D12_COMMAND_LIST_TYPE type, UINT priority) {
    D3D12_FEATURE_DATA_COMMAND_QUEUE_PRIORITY data{type, priority, FALSE};
    return SUCCEEDED(device->CheckFeatureSupport(D3D12_FEATURE_COMMAND_QUEUE_PRIORITY, &data,
                                                 sizeof(data))) &&
           data.PriorityForTypeIsSupported;
}

void queryPriorities(ID3D12Device* device, Capabilities& caps) {
    for (auto type : {D3D12_COMMAND_LIST_TYPE_DIRECT, D3D12_COMMAND_LIST_TYPE_COMPUTE})
        caps.queuePriorities[type] = {
            hasPriority(device, type, D3D12_COMMAND_QUEUE_PRIORITY_HIGH),
            hasPriority(device, type, D3D12_COMMAND_QUEUE_PRIORITY_GLOBAL_REALTIME)};
}

}  // namespace

Capabilities queryCapabilities(ID3D12Device* device) {
    Capabilities caps;
    caps.featureLevel = queryFeatureLevel(device);
    caps.shaderModel = queryHighest<D3D12_FEATURE_DATA_SHADER_MODEL>(
        device, D3D12_FEATURE_SHADER_MODEL, D3D_SHADER_MODEL_6_7, D3D_SHADER_MODEL_5_1);
    caps.rootSignature = queryHighest<D3D12_FEATURE_DATA_ROOT_SIGNATURE>(
        device, D3D12_FEATURE_ROOT_SIGNATURE, D3D_ROOT_SIGNATURE_VERSION_1_1,
        D3D_ROOT_SIGNATURE_VERSION_1_0);
    queryOptions(device, caps);
    queryFormats(device, caps);
    queryAllSampleCounts(device, caps);
    queryTiles(device, caps);
    caps.sharesHeaps = canShareHeaps(device);
    queryMappedTextures(device, caps);
    queryClock(device, caps);
    queryPriorities(device, caps);
    return caps;
}

}  // namespace baker
