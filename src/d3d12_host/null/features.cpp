// What the null host says it can do: a D3D12 device of feature level 12_1 with binding tier 3.
#include <algorithm>
#include <cstring>

#include "null/device.hpp"
#include "null/settings.hpp"

namespace baker::host {

namespace {

constexpr D3D_FEATURE_LEVEL kFeatureLevel = D3D_FEATURE_LEVEL_12_1;

void answer(D3D12_FEATURE_DATA_D3D12_OPTIONS& options) {
    options.DoublePrecisionFloatShaderOps = TRUE;
    options.OutputMergerLogicOp = TRUE;
    options.ResourceBindingTier = D3D12_RESOURCE_BINDING_TIER_3;
    options.PSSpecifiedStencilRefSupported = TRUE;
    options.TypedUAVLoadAdditionalFormats = TRUE;
    options.ROVsSupported = TRUE;
    options.MaxGPUVirtualAddressBitsPerResource = 40;
    options.VPAndRTArrayIndexFromAnyShaderFeedingRasterizerSupportedWithoutGSEmulation = TRUE;
    options.ResourceHeapTier = D3D12_RESOURCE_HEAP_TIER_2;
}

void answer(D3D12_FEATURE_DATA_D3D12_OPTIONS1& options) {
    options = {TRUE, 32, 32, 1024, TRUE, TRUE};
}

void answer(D3D12_FEATURE_DATA_D3D12_OPTIONS2& options) {
    options.DepthBoundsTestSupported = TRUE;
}

void answer(D3D12_FEATURE_DATA_D3D12_OPTIONS3& options) {
    options.CopyQueueTimestampQueriesSupported = TRUE;
    options.CastingFullyTypedFormatSupported = TRUE;
    options.WriteBufferImmediateSupportFlags = D3D12_COMMAND_LIST_SUPPORT_FLAG_DIRECT;
}

void answer(D3D12_FEATURE_DATA_FEATURE_LEVELS& levels) {
    D3D_FEATURE_LEVEL best = D3D_FEATURE_LEVEL(0);
    for (UINT i = 0; i < levels.NumFeatureLevels; ++i)
        if (levels.pFeatureLevelsRequested[i] <= kFeatureLevel)
            best = std::max(best, levels.pFeatureLevelsRequested[i]);
    levels.MaxSupportedFeatureLevel = best;
}

void answer(D3D12_FEATURE_DATA_SHADER_MODEL& model) {
    const int highest = D3D_SHADER_MODEL_6_0 + static_cast<int>(nullSettings().shaderModelMinor);
    model.HighestShaderModel = std::min(model.HighestShaderModel, D3D_SHADER_MODEL(highest));
}

void answer(D3D12_FEATURE_DATA_ROOT_SIGNATURE& signature) {
    signature.HighestVersion = std::min(signature.HighestVersion, D3D_ROOT_SIGNATURE_VERSION_1_1);
}

void answer(D3D12_FEATURE_DATA_SHADER_CACHE& cache) {
    cache.SupportFlags = D3D12_SHADER_CACHE_SUPPORT_SINGLE_PSO;
}

void answer(D3D12_FEATURE_DATA_GPU_VIRTUAL_ADDRESS_SUPPORT& support) {
    support = {40, 40};
}

// Everything: the bits up to the last that has a name (others are no values of the type).
void answer(D3D12_FEATURE_DATA_FORMAT_SUPPORT& support) {
    support.Support1 = D3D12_FORMAT_SUPPORT1(D3D12_FORMAT_SUPPORT1_VIDEO_ENCODER * 2u - 1);
    support.Support2 = D3D12_FORMAT_SUPPORT2(D3D12_FORMAT_SUPPORT2_SAMPLER_FEEDBACK * 2u - 1);
}

void answer(D3D12_FEATURE_DATA_FORMAT_INFO& info) {
    info.PlaneCount = 1;
}

void answer(D3D12_FEATURE_DATA_MULTISAMPLE_QUALITY_LEVELS& levels) {
    levels.NumQualityLevels =
        levels.SampleCount <= 8 && (levels.SampleCount & (levels.SampleCount - 1)) == 0;
}

// Not one of the optional features: the structure stays as zeroed.
template <class T>
void answer(T&) {}

// A row of the table of features: the size of the structure and what fills it. Outputs are zeroed
// by the table's own function where the structure has no inputs.
struct Row {
    D3D12_FEATURE feature;
    UINT size;
    void (*fill)(void* data);
};

template <class T>
void fillInPlace(void* data) {
    answer(*static_cast<T*>(data));
}
template <class T>
void fillFresh(void* data) {
    T fresh = {};
    answer(fresh);
    std::memcpy(data, &fresh, sizeof(fresh));
}

#define OUTPUT(feature, type) {D3D12_FEATURE_##feature, sizeof(type), fillFresh<type>}
#define IN_OUT(feature, type) {D3D12_FEATURE_##feature, sizeof(type), fillInPlace<type>}
constexpr Row kFeatures[] = {
    OUTPUT(D3D12_OPTIONS, D3D12_FEATURE_DATA_D3D12_OPTIONS),
    OUTPUT(D3D12_OPTIONS1, D3D12_FEATURE_DATA_D3D12_OPTIONS1),
    OUTPUT(D3D12_OPTIONS2, D3D12_FEATURE_DATA_D3D12_OPTIONS2),
    OUTPUT(D3D12_OPTIONS3, D3D12_FEATURE_DATA_D3D12_OPTIONS3),
    OUTPUT(D3D12_OPTIONS4, D3D12_FEATURE_DATA_D3D12_OPTIONS4),
    OUTPUT(D3D12_OPTIONS5, D3D12_FEATURE_DATA_D3D12_OPTIONS5),
    OUTPUT(D3D12_OPTIONS6, D3D12_FEATURE_DATA_D3D12_OPTIONS6),
    OUTPUT(D3D12_OPTIONS7, D3D12_FEATURE_DATA_D3D12_OPTIONS7),
    OUTPUT(D3D12_OPTIONS8, D3D12_FEATURE_DATA_D3D12_OPTIONS8),
    OUTPUT(D3D12_OPTIONS9, D3D12_FEATURE_DATA_D3D12_OPTIONS9),
    OUTPUT(D3D12_OPTIONS10, D3D12_FEATURE_DATA_D3D12_OPTIONS10),
    OUTPUT(D3D12_OPTIONS11, D3D12_FEATURE_DATA_D3D12_OPTIONS11),
    OUTPUT(D3D12_OPTIONS12, D3D12_FEATURE_DATA_D3D12_OPTIONS12),
    OUTPUT(D3D12_OPTIONS13, D3D12_FEATURE_DATA_D3D12_OPTIONS13),
    OUTPUT(D3D12_OPTIONS14, D3D12_FEATURE_DATA_D3D12_OPTIONS14),
    OUTPUT(D3D12_OPTIONS15, D3D12_FEATURE_DATA_D3D12_OPTIONS15),
    OUTPUT(D3D12_OPTIONS16, D3D12_FEATURE_DATA_D3D12_OPTIONS16),
    OUTPUT(SHADER_CACHE, D3D12_FEATURE_DATA_SHADER_CACHE),
    OUTPUT(EXISTING_HEAPS, D3D12_FEATURE_DATA_EXISTING_HEAPS),
    OUTPUT(GPU_VIRTUAL_ADDRESS_SUPPORT, D3D12_FEATURE_DATA_GPU_VIRTUAL_ADDRESS_SUPPORT),
    IN_OUT(ARCHITECTURE, D3D12_FEATURE_DATA_ARCHITECTURE),
    IN_OUT(ARCHITECTURE1, D3D12_FEATURE_DATA_ARCHITECTURE1),
    IN_OUT(FEATURE_LEVELS, D3D12_FEATURE_DATA_FEATURE_LEVELS),
    IN_OUT(FORMAT_SUPPORT, D3D12_FEATURE_DATA_FORMAT_SUPPORT),
    IN_OUT(FORMAT_INFO, D3D12_FEATURE_DATA_FORMAT_INFO),
    IN_OUT(MULTISAMPLE_QUALITY_LEVELS, D3D12_FEATURE_DATA_MULTISAMPLE_QUALITY_LEVELS),
    IN_OUT(SHADER_MODEL, D3D12_FEATURE_DATA_SHADER_MODEL),
    IN_OUT(ROOT_SIGNATURE, D3D12_FEATURE_DATA_ROOT_SIGNATURE),
    IN_OUT(COMMAND_QUEUE_PRIORITY, D3D12_FEATURE_DATA_COMMAND_QUEUE_PRIORITY),
};

}  // namespace

HRESULT NullDevice::CheckFeatureSupport(D3D12_FEATURE feature, void* data, UINT size) {
    const auto* row = std::ranges::find(kFeatures, feature, &Row::feature);
    if (row == std::end(kFeatures) || !data || size != row->size) return E_INVALIDARG;
    row->fill(data);
    return S_OK;
}

}  // namespace baker::host
