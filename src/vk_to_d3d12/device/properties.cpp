#include "properties.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "identity.hpp"
#include "limits.hpp"

namespace baker {
namespace {

void copyText(char* out, size_t size, const std::string& text) {
    snprintf(out, size, "%s", text.c_str());
}

VkPhysicalDeviceType deviceType(const Adapter& adapter, const Capabilities& caps) {
    if (!adapter.isHardware) return VK_PHYSICAL_DEVICE_TYPE_CPU;
    return adapter.isIntegrated || caps.architecture.UMA ? VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU
                                                         : VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
}

std::string driverInfo(const Adapter& adapter, const Capabilities& caps) {
    char text[VK_MAX_DRIVER_INFO_SIZE];
    const auto part = [&](int i) {
        return unsigned(adapter.driverVersion >> (48 - 16 * i)) & 0xffff;
    };
    snprintf(text, sizeof(text), "%s, D3D12 driver %u.%u.%u.%u, shader model %u.%u", BAKER_VERSION,
             part(0), part(1), part(2), part(3), caps.shaderModel >> 4, caps.shaderModel & 15);
    return text;
}

void setCore(const Adapter& adapter, const Capabilities& caps, const MemoryTypes& memory,
             uint32_t apiVersion, VkPhysicalDeviceProperties& core) {
    core.apiVersion = apiVersion;
    core.driverVersion = BAKER_VERSION_NUMBER;
    core.vendorID = adapter.hardwareId.vendorID;
    core.deviceID = adapter.hardwareId.deviceID;
    core.deviceType = deviceType(adapter, caps);
    copyText(core.deviceName, sizeof(core.deviceName), "Baker D3D12 (" + adapter.description + ")");
    const Uuid cache = pipelineCacheUuid(adapter);
    std::copy(cache.begin(), cache.end(), core.pipelineCacheUUID);
    core.limits = deviceLimits(caps, memory);
}

void setVulkan11(const Adapter& adapter, const Capabilities& caps, const MemoryTypes& memory,
                 uint32_t index, VkPhysicalDeviceVulkan11Properties& p) {
    const Uuid device = deviceUuid(adapter, index);
    const Uuid driver = driverUuid();
    std::copy(device.begin(), device.end(), p.deviceUUID);
    std::copy(driver.begin(), driver.end(), p.driverUUID);
    static_assert(sizeof(adapter.luid) == VK_LUID_SIZE);
    std::memcpy(p.deviceLUID, &adapter.luid, VK_LUID_SIZE);
    p.deviceNodeMask = 1;
    p.deviceLUIDValid = VK_TRUE;
    p.subgroupSize = caps.options1.WaveOps ? caps.options1.WaveLaneCountMin : 1;
    if (caps.options1.WaveOps) {
        p.subgroupSupportedStages = VK_SHADER_STAGE_COMPUTE_BIT;
        p.subgroupSupportedOperations =
            VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_VOTE_BIT |
            VK_SUBGROUP_FEATURE_ARITHMETIC_BIT | VK_SUBGROUP_FEATURE_BALLOT_BIT |
            VK_SUBGROUP_FEATURE_SHUFFLE_BIT | VK_SUBGROUP_FEATURE_SHUFFLE_RELATIVE_BIT |
            VK_SUBGROUP_FEATURE_CLUSTERED_BIT | VK_SUBGROUP_FEATURE_QUAD_BIT;
    } else {
        p.subgroupSupportedStages = VK_SHADER_STAGE_COMPUTE_BIT;
        p.subgroupSupportedOperations = VK_SUBGROUP_FEATURE_BASIC_BIT;
    }
    p.pointClippingBehavior = VK_POINT_CLIPPING_BEHAVIOR_USER_CLIP_PLANES_ONLY;
    p.maxMultiviewViewCount = 6;
    p.maxMultiviewInstanceIndex = (1u << 27) - 1;
    p.maxPerSetDescriptors = 500'000;
    p.maxMemoryAllocationSize = maxBufferSize(caps, memory);
}

// Shader arithmetic is D3D12's: denormals of 32-bit floats may be flushed, infinities and NaNs are
// kept, rounding is to nearest even.
void setFloatControls(const Capabilities& caps, VkPhysicalDeviceVulkan12Properties& p) {
    p.denormBehaviorIndependence = VK_SHADER_FLOAT_CONTROLS_INDEPENDENCE_NONE;
    p.roundingModeIndependence = VK_SHADER_FLOAT_CONTROLS_INDEPENDENCE_NONE;
}

void setVulkan12(const Adapter& adapter, const Capabilities& caps,
                 VkPhysicalDeviceVulkan12Properties& p) {
    p.driverID = VkDriverId(0);  // the registry has none for Baker
    copyText(p.driverName, sizeof(p.driverName), "Baker");
    copyText(p.driverInfo, sizeof(p.driverInfo), driverInfo(adapter, caps));
    setFloatControls(caps, p);
    p.filterMinmaxSingleComponentFormats = VK_FALSE;
    p.supportedDepthResolveModes = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT;
    p.supportedStencilResolveModes = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT;
    // Without D3D12 interfaces to other processes a timeline may run as far as 64 bits reach.
    p.maxTimelineSemaphoreValueDifference = UINT64_MAX;
    p.framebufferIntegerColorSampleCounts = VK_SAMPLE_COUNT_1_BIT;
}

void setVulkan13(const Capabilities& caps, const MemoryTypes& memory,
                 VkPhysicalDeviceVulkan13Properties& p) {
    p.minSubgroupSize = caps.options1.WaveOps ? caps.options1.WaveLaneCountMin : 1;
    p.maxSubgroupSize = caps.options1.WaveOps ? caps.options1.WaveLaneCountMax : 1;
    p.maxComputeWorkgroupSubgroups =
        D3D12_CS_THREAD_GROUP_MAX_THREADS_PER_GROUP / std::max(p.minSubgroupSize, 1u);
    // Only the size that waves have anyhow.
    if (caps.fixedWaveSize()) p.requiredSubgroupSizeStages = VK_SHADER_STAGE_COMPUTE_BIT;
    p.maxInlineUniformBlockSize = kMaxInlineUniformBlockSize;
    p.maxPerStageDescriptorInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxPerStageDescriptorUpdateAfterBindInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxDescriptorSetInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxDescriptorSetUpdateAfterBindInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxInlineUniformTotalSize = kMaxInlineUniformBlocks * kMaxInlineUniformBlockSize;
    p.maxBufferSize = maxBufferSize(caps, memory);
}

// The structures that a chain may hold, each written from `Properties`.
template <typename Out, typename In>
void copyWhole(Out& out, const In& in) {
    void* next = out.pNext;
    const VkStructureType type = out.sType;
    out = in;
    out.sType = type;
    out.pNext = next;
}

void write(VkPhysicalDeviceVulkan11Properties& out, const Properties& p) {
    copyWhole(out, p.vulkan11);
}
void write(VkPhysicalDeviceVulkan12Properties& out, const Properties& p) {
    copyWhole(out, p.vulkan12);
}
void write(VkPhysicalDeviceVulkan13Properties& out, const Properties& p) {
    copyWhole(out, p.vulkan13);
}

void write(VkPhysicalDeviceIDProperties& out, const Properties& p) {
    std::copy_n(p.vulkan11.deviceUUID, VK_UUID_SIZE, out.deviceUUID);
    std::copy_n(p.vulkan11.driverUUID, VK_UUID_SIZE, out.driverUUID);
    std::copy_n(p.vulkan11.deviceLUID, VK_LUID_SIZE, out.deviceLUID);
    out.deviceNodeMask = p.vulkan11.deviceNodeMask;
    out.deviceLUIDValid = p.vulkan11.deviceLUIDValid;
}

void write(VkPhysicalDeviceSubgroupProperties& out, const Properties& p) {
    out.subgroupSize = p.vulkan11.subgroupSize;
    out.supportedStages = p.vulkan11.subgroupSupportedStages;
    out.supportedOperations = p.vulkan11.subgroupSupportedOperations;
    out.quadOperationsInAllStages = p.vulkan11.subgroupQuadOperationsInAllStages;
}

void write(VkPhysicalDevicePointClippingProperties& out, const Properties& p) {
    out.pointClippingBehavior = p.vulkan11.pointClippingBehavior;
}

void write(VkPhysicalDeviceMultiviewProperties& out, const Properties& p) {
    out.maxMultiviewViewCount = p.vulkan11.maxMultiviewViewCount;
    out.maxMultiviewInstanceIndex = p.vulkan11.maxMultiviewInstanceIndex;
}

void write(VkPhysicalDeviceProtectedMemoryProperties& out, const Properties& p) {
    out.protectedNoFault = p.vulkan11.protectedNoFault;
}

void write(VkPhysicalDeviceMaintenance3Properties& out, const Properties& p) {
    out.maxPerSetDescriptors = p.vulkan11.maxPerSetDescriptors;
    out.maxMemoryAllocationSize = p.vulkan11.maxMemoryAllocationSize;
}

void write(VkPhysicalDeviceDriverProperties& out, const Properties& p) {
    out.driverID = p.vulkan12.driverID;
    std::copy_n(p.vulkan12.driverName, VK_MAX_DRIVER_NAME_SIZE, out.driverName);
    std::copy_n(p.vulkan12.driverInfo, VK_MAX_DRIVER_INFO_SIZE, out.driverInfo);
    out.conformanceVersion = p.vulkan12.conformanceVersion;
}

// VkPhysicalDeviceVulkan12Properties repeats these structures' members in their order.
void write(VkPhysicalDeviceFloatControlsProperties& out, const Properties& p) {
    constexpr size_t kFirst =
        offsetof(VkPhysicalDeviceFloatControlsProperties, denormBehaviorIndependence);
    std::memcpy(
        reinterpret_cast<char*>(&out) + kFirst, &p.vulkan12.denormBehaviorIndependence,
        offsetof(VkPhysicalDeviceVulkan12Properties, maxUpdateAfterBindDescriptorsInAllPools) -
            offsetof(VkPhysicalDeviceVulkan12Properties, denormBehaviorIndependence));
}

void write(VkPhysicalDeviceDescriptorIndexingProperties& out, const Properties& p) {
    constexpr size_t kFirst = offsetof(VkPhysicalDeviceDescriptorIndexingProperties,
                                       maxUpdateAfterBindDescriptorsInAllPools);
    std::memcpy(
        reinterpret_cast<char*>(&out) + kFirst, &p.vulkan12.maxUpdateAfterBindDescriptorsInAllPools,
        offsetof(VkPhysicalDeviceVulkan12Properties, supportedDepthResolveModes) -
            offsetof(VkPhysicalDeviceVulkan12Properties, maxUpdateAfterBindDescriptorsInAllPools));
}

void write(VkPhysicalDeviceDepthStencilResolveProperties& out, const Properties& p) {
    out.supportedDepthResolveModes = p.vulkan12.supportedDepthResolveModes;
    out.supportedStencilResolveModes = p.vulkan12.supportedStencilResolveModes;
    out.independentResolveNone = p.vulkan12.independentResolveNone;
    out.independentResolve = p.vulkan12.independentResolve;
}

void write(VkPhysicalDeviceSamplerFilterMinmaxProperties& out, const Properties& p) {
    out.filterMinmaxSingleComponentFormats = p.vulkan12.filterMinmaxSingleComponentFormats;
    out.filterMinmaxImageComponentMapping = p.vulkan12.filterMinmaxImageComponentMapping;
}

void write(VkPhysicalDeviceTimelineSemaphoreProperties& out, const Properties& p) {
    out.maxTimelineSemaphoreValueDifference = p.vulkan12.maxTimelineSemaphoreValueDifference;
}

void write(VkPhysicalDeviceSubgroupSizeControlProperties& out, const Properties& p) {
    out.minSubgroupSize = p.vulkan13.minSubgroupSize;
    out.maxSubgroupSize = p.vulkan13.maxSubgroupSize;
    out.maxComputeWorkgroupSubgroups = p.vulkan13.maxComputeWorkgroupSubgroups;
    out.requiredSubgroupSizeStages = p.vulkan13.requiredSubgroupSizeStages;
}

void write(VkPhysicalDeviceInlineUniformBlockProperties& out, const Properties& p) {
    out.maxInlineUniformBlockSize = p.vulkan13.maxInlineUniformBlockSize;
    out.maxPerStageDescriptorInlineUniformBlocks =
        p.vulkan13.maxPerStageDescriptorInlineUniformBlocks;
    out.maxPerStageDescriptorUpdateAfterBindInlineUniformBlocks =
        p.vulkan13.maxPerStageDescriptorUpdateAfterBindInlineUniformBlocks;
    out.maxDescriptorSetInlineUniformBlocks = p.vulkan13.maxDescriptorSetInlineUniformBlocks;
    out.maxDescriptorSetUpdateAfterBindInlineUniformBlocks =
        p.vulkan13.maxDescriptorSetUpdateAfterBindInlineUniformBlocks;
}

void write(VkPhysicalDeviceMaintenance4Properties& out, const Properties& p) {
    out.maxBufferSize = p.vulkan13.maxBufferSize;
}

// None is accelerated: the structure stays zero but for what leads the chain.
void write(VkPhysicalDeviceShaderIntegerDotProductProperties& out, const Properties&) {
    out = {out.sType, out.pNext};
}

void write(VkPhysicalDeviceLayeredDriverPropertiesMSFT& out, const Properties&) {
    out.underlyingAPI = VK_LAYERED_DRIVER_UNDERLYING_API_D3D12_MSFT;
}

struct Row {
    VkStructureType type;
    void (*write)(VkBaseOutStructure* out, const Properties& properties);
};

template <typename T>
constexpr Row row(VkStructureType type) {
    return {type, [](VkBaseOutStructure* out, const Properties& properties) {
                write(*reinterpret_cast<T*>(out), properties);
            }};
}

constexpr Row kRows[] = {
    row<VkPhysicalDeviceVulkan11Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_PROPERTIES),
    row<VkPhysicalDeviceVulkan12Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_PROPERTIES),
    row<VkPhysicalDeviceVulkan13Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES),
    row<VkPhysicalDeviceIDProperties>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES),
    row<VkPhysicalDeviceSubgroupProperties>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES),
    row<VkPhysicalDevicePointClippingProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_POINT_CLIPPING_PROPERTIES),
    row<VkPhysicalDeviceMultiviewProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MULTIVIEW_PROPERTIES),
    row<VkPhysicalDeviceProtectedMemoryProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROTECTED_MEMORY_PROPERTIES),
    row<VkPhysicalDeviceMaintenance3Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES),
    row<VkPhysicalDeviceDriverProperties>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES),
    row<VkPhysicalDeviceFloatControlsProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FLOAT_CONTROLS_PROPERTIES),
    row<VkPhysicalDeviceDescriptorIndexingProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DESCRIPTOR_INDEXING_PROPERTIES),
    row<VkPhysicalDeviceDepthStencilResolveProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DEPTH_STENCIL_RESOLVE_PROPERTIES),
    row<VkPhysicalDeviceSamplerFilterMinmaxProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SAMPLER_FILTER_MINMAX_PROPERTIES),
    row<VkPhysicalDeviceTimelineSemaphoreProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_PROPERTIES),
    row<VkPhysicalDeviceSubgroupSizeControlProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES),
    row<VkPhysicalDeviceInlineUniformBlockProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_INLINE_UNIFORM_BLOCK_PROPERTIES),
    row<VkPhysicalDeviceMaintenance4Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_PROPERTIES),
    row<VkPhysicalDeviceShaderIntegerDotProductProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_PROPERTIES),
    row<VkPhysicalDeviceLayeredDriverPropertiesMSFT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LAYERED_DRIVER_PROPERTIES_MSFT),
};

}  // namespace

Properties deviceProperties(const Adapter& adapter, const Capabilities& caps,
                            const MemoryTypes& memory, uint32_t apiVersion, uint32_t index) {
    Properties properties;
    setCore(adapter, caps, memory, apiVersion, properties.core);
    setVulkan11(adapter, caps, memory, index, properties.vulkan11);
    setVulkan12(adapter, caps, properties.vulkan12);
    setVulkan13(caps, memory, properties.vulkan13);
    return properties;
}

void writePropertyChain(const Properties& properties, void* next) {
    for (auto* s = static_cast<VkBaseOutStructure*>(next); s; s = s->pNext)
        for (const Row& row : kRows)
            if (row.type == s->sType) row.write(s, properties);
}

}  // namespace baker
