#include "properties.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "descriptor/descriptor_heap.hpp"
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

// D3D12's tile shapes are Vulkan's standard blocks.
void setSparse(const Capabilities& caps, VkPhysicalDeviceSparseProperties& sparse) {
    if (!caps.tiledResources()) return;
    sparse.residencyStandard2DBlockShape = VK_TRUE;
    sparse.residencyStandard2DMultisampleBlockShape = VK_TRUE;
    sparse.residencyStandard3DBlockShape = VK_TRUE;
    sparse.residencyAlignedMipSize = caps.packsUnalignedMips;
    sparse.residencyNonResidentStrict = caps.tiledResourcesTier2();
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
    setSparse(caps, core.sparseProperties);
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
        // D3D12 has them in every stage; vkd3d has those of the Vulkan driver under it, and asks
        // that for compute and fragment shaders alone.
        p.subgroupSupportedStages = VK_SHADER_STAGE_COMPUTE_BIT;
        if (!caps.computeOnly()) p.subgroupSupportedStages |= VK_SHADER_STAGE_FRAGMENT_BIT;
        p.subgroupQuadOperationsInAllStages = VK_TRUE;  // of these
        p.subgroupSupportedOperations =
            VK_SUBGROUP_FEATURE_BASIC_BIT | VK_SUBGROUP_FEATURE_VOTE_BIT |
            VK_SUBGROUP_FEATURE_ARITHMETIC_BIT | VK_SUBGROUP_FEATURE_BALLOT_BIT |
            VK_SUBGROUP_FEATURE_SHUFFLE_BIT | VK_SUBGROUP_FEATURE_SHUFFLE_RELATIVE_BIT |
            VK_SUBGROUP_FEATURE_CLUSTERED_BIT | VK_SUBGROUP_FEATURE_QUAD_BIT |
            VK_SUBGROUP_FEATURE_ROTATE_BIT | VK_SUBGROUP_FEATURE_ROTATE_CLUSTERED_BIT;
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

// D3D12 lets a shader choose nothing: denormals of 32-bit floats may be flushed, and rounding is to
// nearest even. Infinities, NaNs and the sign of zero are kept, as no operation allows otherwise.
void setFloatControls(const Capabilities& caps, VkPhysicalDeviceVulkan12Properties& p) {
    p.denormBehaviorIndependence = VK_SHADER_FLOAT_CONTROLS_INDEPENDENCE_NONE;
    p.roundingModeIndependence = VK_SHADER_FLOAT_CONTROLS_INDEPENDENCE_NONE;
    p.shaderSignedZeroInfNanPreserveFloat32 = VK_TRUE;
    p.shaderSignedZeroInfNanPreserveFloat64 = caps.options.DoublePrecisionFloatShaderOps;
    p.shaderSignedZeroInfNanPreserveFloat16 = VK_TRUE;
}

// Sets lie in the heap that shaders see: they may be updated at any time, and the limits are those
// of other descriptors. Out-of-range accesses are D3D12's, which bounds every view.
void setDescriptorIndexing(const VkPhysicalDeviceLimits& limits,
                           VkPhysicalDeviceVulkan12Properties& p) {
    p.maxUpdateAfterBindDescriptorsInAllPools = ViewHeap::kDefaultSize;
    p.robustBufferAccessUpdateAfterBind = VK_TRUE;
    p.shaderUniformBufferArrayNonUniformIndexingNative = VK_TRUE;
    p.shaderSampledImageArrayNonUniformIndexingNative = VK_TRUE;
    p.shaderStorageBufferArrayNonUniformIndexingNative = VK_TRUE;
    p.shaderStorageImageArrayNonUniformIndexingNative = VK_TRUE;
    p.shaderInputAttachmentArrayNonUniformIndexingNative = VK_TRUE;
    p.maxPerStageDescriptorUpdateAfterBindSamplers = limits.maxPerStageDescriptorSamplers;
    p.maxPerStageDescriptorUpdateAfterBindUniformBuffers =
        limits.maxPerStageDescriptorUniformBuffers;
    p.maxPerStageDescriptorUpdateAfterBindStorageBuffers =
        limits.maxPerStageDescriptorStorageBuffers;
    p.maxPerStageDescriptorUpdateAfterBindSampledImages = limits.maxPerStageDescriptorSampledImages;
    p.maxPerStageDescriptorUpdateAfterBindStorageImages = limits.maxPerStageDescriptorStorageImages;
    p.maxPerStageDescriptorUpdateAfterBindInputAttachments =
        limits.maxPerStageDescriptorInputAttachments;
    p.maxPerStageUpdateAfterBindResources = limits.maxPerStageResources;
    p.maxDescriptorSetUpdateAfterBindSamplers = limits.maxDescriptorSetSamplers;
    p.maxDescriptorSetUpdateAfterBindUniformBuffers = limits.maxDescriptorSetUniformBuffers;
    p.maxDescriptorSetUpdateAfterBindUniformBuffersDynamic =
        limits.maxDescriptorSetUniformBuffersDynamic;
    p.maxDescriptorSetUpdateAfterBindStorageBuffers = limits.maxDescriptorSetStorageBuffers;
    p.maxDescriptorSetUpdateAfterBindStorageBuffersDynamic =
        limits.maxDescriptorSetStorageBuffersDynamic;
    p.maxDescriptorSetUpdateAfterBindSampledImages = limits.maxDescriptorSetSampledImages;
    p.maxDescriptorSetUpdateAfterBindStorageImages = limits.maxDescriptorSetStorageImages;
    p.maxDescriptorSetUpdateAfterBindInputAttachments = limits.maxDescriptorSetInputAttachments;
}

void setVulkan12(const Adapter& adapter, const Capabilities& caps,
                 const VkPhysicalDeviceLimits& limits, VkPhysicalDeviceVulkan12Properties& p) {
    p.driverID = VkDriverId(0);  // the registry has none for Baker
    copyText(p.driverName, sizeof(p.driverName), "Baker");
    copyText(p.driverInfo, sizeof(p.driverInfo), driverInfo(adapter, caps));
    setFloatControls(caps, p);
    if (caps.bindingTier3()) setDescriptorIndexing(limits, p);
    p.filterMinmaxSingleComponentFormats = VK_FALSE;
    p.supportedDepthResolveModes = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT | VK_RESOLVE_MODE_AVERAGE_BIT |
                                   VK_RESOLVE_MODE_MIN_BIT | VK_RESOLVE_MODE_MAX_BIT;
    p.supportedStencilResolveModes =
        VK_RESOLVE_MODE_SAMPLE_ZERO_BIT | VK_RESOLVE_MODE_MIN_BIT | VK_RESOLVE_MODE_MAX_BIT;
    p.independentResolveNone = p.independentResolve = VK_TRUE;
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
    if (caps.choosesWaveSize()) p.requiredSubgroupSizeStages = VK_SHADER_STAGE_COMPUTE_BIT;
    p.maxInlineUniformBlockSize = kMaxInlineUniformBlockSize;
    p.maxPerStageDescriptorInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxPerStageDescriptorUpdateAfterBindInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxDescriptorSetInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxDescriptorSetUpdateAfterBindInlineUniformBlocks = kMaxInlineUniformBlocks;
    p.maxInlineUniformTotalSize = kMaxInlineUniformBlocks * kMaxInlineUniformBlockSize;
    // A view begins at a multiple of its texel's size.
    p.storageTexelBufferOffsetAlignmentBytes = p.uniformTexelBufferOffsetAlignmentBytes =
        D3D12_RAW_UAV_SRV_BYTE_ALIGNMENT;
    p.maxBufferSize = maxBufferSize(caps, memory);
}

}  // namespace

Properties deviceProperties(const Adapter& adapter, const Capabilities& caps,
                            const MemoryTypes& memory, uint32_t apiVersion, uint32_t index) {
    Properties properties;
    setCore(adapter, caps, memory, apiVersion, properties.core);
    setVulkan11(adapter, caps, memory, index, properties.vulkan11);
    setVulkan12(adapter, caps, properties.core.limits, properties.vulkan12);
    setVulkan13(caps, memory, properties.vulkan13);
    return properties;
}

}  // namespace baker
