#include "names.hpp"

#include <cstdio>

namespace baker::doctor {
namespace {

template <typename... Values>
std::string format(const char* pattern, Values... values) {
    char text[64];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

Option flag(const char* name, bool value) {
    return {name, value ? "yes" : "no"};
}

Option number(const char* name, uint64_t value) {
    return {name, std::to_string(value)};
}

}  // namespace

std::string hexadecimal(HRESULT status) {
    return format("0x%08x", static_cast<unsigned>(status));
}

std::string luidText(const LUID& luid) {
    return format("%08x:%08x", static_cast<unsigned>(luid.HighPart),
                  static_cast<unsigned>(luid.LowPart));
}

std::string featureLevelText(D3D_FEATURE_LEVEL level) {
    return format("%u_%u", static_cast<unsigned>(level) >> 12,
                  (static_cast<unsigned>(level) >> 8) & 15u);
}

std::string shaderModelText(D3D_SHADER_MODEL model) {
    return format("%u.%u", static_cast<unsigned>(model) >> 4, static_cast<unsigned>(model) & 15u);
}

std::string driverVersionText(uint64_t version) {
    const auto part = [version](int shift) {
        return static_cast<unsigned>(version >> shift & 0xffff);
    };
    return format("%u.%u.%u.%u", part(48), part(32), part(16), part(0));
}

std::vector<Option> decidingOptions(const Capabilities& c) {
    return {
        number("ResourceBindingTier", c.options.ResourceBindingTier),
        number("ResourceHeapTier", c.options.ResourceHeapTier),
        number("TiledResourcesTier", c.options.TiledResourcesTier),
        number("ConservativeRasterizationTier", c.options.ConservativeRasterizationTier),
        flag("DoublePrecisionFloatShaderOps", c.options.DoublePrecisionFloatShaderOps),
        flag("TypedUAVLoadAdditionalFormats", c.options.TypedUAVLoadAdditionalFormats),
        flag("ROVsSupported", c.options.ROVsSupported),
        flag("WaveOps", c.options1.WaveOps),
        number("WaveLaneCountMin", c.options1.WaveLaneCountMin),
        number("WaveLaneCountMax", c.options1.WaveLaneCountMax),
        flag("Int64ShaderOps", c.options1.Int64ShaderOps),
        flag("DepthBoundsTestSupported", c.options2.DepthBoundsTestSupported),
        flag("BarycentricsSupported", c.options3.BarycentricsSupported),
        number("ViewInstancingTier", c.options3.ViewInstancingTier),
        flag("Native16BitShaderOpsSupported", c.options4.Native16BitShaderOpsSupported),
        number("RaytracingTier", c.options5.RaytracingTier),
        number("VariableShadingRateTier", c.options6.VariableShadingRateTier),
        number("MeshShaderTier", c.options7.MeshShaderTier),
        flag("AtomicInt64OnTypedResourceSupported", c.options9.AtomicInt64OnTypedResourceSupported),
        flag("AtomicInt64OnDescriptorHeapResourceSupported",
             c.options11.AtomicInt64OnDescriptorHeapResourceSupported),
        flag("EnhancedBarriersSupported", c.options12.EnhancedBarriersSupported),
        flag("UnrestrictedBufferTextureCopyPitchSupported",
             c.options13.UnrestrictedBufferTextureCopyPitchSupported),
        flag("AdvancedTextureOpsSupported", c.options14.AdvancedTextureOpsSupported),
        flag("TriangleFanSupported", c.options15.TriangleFanSupported),
        flag("GPUUploadHeapSupported", c.options16.GPUUploadHeapSupported),
        flag("ExistingHeaps", c.existingHeaps.Supported),
        flag("UMA", c.architecture.UMA),
        flag("CacheCoherentUMA", c.architecture.CacheCoherentUMA),
        number("MaxGPUVirtualAddressBitsPerProcess",
               c.virtualAddress.MaxGPUVirtualAddressBitsPerProcess),
        number("TimestampFrequency", c.timestampFrequency),
    };
}

}  // namespace baker::doctor
