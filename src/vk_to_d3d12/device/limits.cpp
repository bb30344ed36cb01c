#include "limits.hpp"

#include <algorithm>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

#include "resource/format_features.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {
namespace {

// Descriptors of one type that a stage or a set can reach. Tier 1 hardware has few registers; from
// tier 3 on the heap is the limit.
struct DescriptorCounts {
    uint32_t uniformBuffers;
    uint32_t storage;  // buffers and images together: both are UAVs
    uint32_t sampledImages;
    uint32_t samplers;
};

DescriptorCounts descriptorCounts(const Capabilities& caps) {
    constexpr uint32_t kHeap = 500'000;  // half of a tier 1 or 2 heap
    constexpr uint32_t kSamplers = D3D12_MAX_SHADER_VISIBLE_SAMPLER_HEAP_SIZE;
    switch (caps.options.ResourceBindingTier) {
        case D3D12_RESOURCE_BINDING_TIER_1:
            // 14 constant buffers, three of which carry push constants, dynamic offsets and system
            // values.
            return {11, caps.featureLevel >= D3D_FEATURE_LEVEL_11_1 ? 64u : 8u, 128, 16};
        case D3D12_RESOURCE_BINDING_TIER_2:
            return {11, 64, kHeap, kSamplers};
        default:
            return {kHeap, kHeap, kHeap, kSamplers};
    }
}

void setDescriptorLimits(const Capabilities& caps, VkPhysicalDeviceLimits& limits) {
    const DescriptorCounts counts = descriptorCounts(caps);
    limits.maxBoundDescriptorSets = kMaxBoundDescriptorSets;
    limits.maxPerStageDescriptorSamplers = counts.samplers;
    limits.maxPerStageDescriptorUniformBuffers = counts.uniformBuffers;
    limits.maxPerStageDescriptorStorageBuffers = counts.storage;
    limits.maxPerStageDescriptorSampledImages = counts.sampledImages;
    limits.maxPerStageDescriptorStorageImages = counts.storage;
    limits.maxPerStageDescriptorInputAttachments = counts.sampledImages;
    limits.maxPerStageResources =
        std::max({counts.uniformBuffers, counts.storage, counts.sampledImages});
    limits.maxDescriptorSetSamplers = counts.samplers;
    limits.maxDescriptorSetUniformBuffers = counts.uniformBuffers;
    limits.maxDescriptorSetUniformBuffersDynamic = kMaxDynamicUniformBuffers;
    limits.maxDescriptorSetStorageBuffers = counts.storage;
    limits.maxDescriptorSetStorageBuffersDynamic = kMaxDynamicStorageBuffers;
    limits.maxDescriptorSetSampledImages = counts.sampledImages;
    limits.maxDescriptorSetStorageImages = counts.storage;
    limits.maxDescriptorSetInputAttachments = counts.sampledImages;
}

void setBufferLimits(const Capabilities& caps, const MemoryTypes& memory,
                     VkPhysicalDeviceLimits& limits) {
    limits.maxTexelBufferElements = 1u << D3D12_REQ_BUFFER_RESOURCE_TEXEL_COUNT_2_TO_EXP;
    limits.maxUniformBufferRange = kMaxUniformBufferRange;
    limits.maxStorageBufferRange = static_cast<uint32_t>(
        std::min<VkDeviceSize>(kMaxStorageBufferRange, maxBufferSize(caps, memory)));
    limits.maxPushConstantsSize = kMaxPushConstantsSize;
    limits.maxMemoryAllocationCount = UINT32_MAX;  // D3D12 counts no heaps
    limits.bufferImageGranularity = 1;  // placed textures start and end at 64 KiB of their own
    limits.minMemoryMapAlignment = 4096;
    limits.minTexelBufferOffsetAlignment = D3D12_RAW_UAV_SRV_BYTE_ALIGNMENT;
    limits.minUniformBufferOffsetAlignment = kUniformBufferAlignment;
    limits.minStorageBufferOffsetAlignment = kStorageBufferAlignment;
    limits.nonCoherentAtomSize = 1;  // all host-visible memory is coherent
    limits.optimalBufferCopyOffsetAlignment = D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT;
    limits.optimalBufferCopyRowPitchAlignment = D3D12_TEXTURE_DATA_PITCH_ALIGNMENT;
}

void setImageLimits(const Capabilities& caps, VkPhysicalDeviceLimits& limits) {
    limits.maxImageDimension1D = D3D12_REQ_TEXTURE1D_U_DIMENSION;
    limits.maxImageDimension2D = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    limits.maxImageDimension3D = D3D12_REQ_TEXTURE3D_U_V_OR_W_DIMENSION;
    limits.maxImageDimensionCube = D3D12_REQ_TEXTURECUBE_DIMENSION;
    limits.maxImageArrayLayers = D3D12_REQ_TEXTURE2D_ARRAY_AXIS_DIMENSION;
    limits.maxSamplerAllocationCount = 1u << 20;  // host objects until a descriptor names them
    limits.maxSamplerLodBias = D3D12_MIP_LOD_BIAS_MAX;
    limits.maxSamplerAnisotropy = D3D12_MAX_MAXANISOTROPY;
    limits.minTexelOffset = D3D12_COMMONSHADER_TEXEL_OFFSET_MAX_NEGATIVE;
    limits.maxTexelOffset = D3D12_COMMONSHADER_TEXEL_OFFSET_MAX_POSITIVE;
    limits.minTexelGatherOffset = -32;
    limits.maxTexelGatherOffset = 31;
    limits.subTexelPrecisionBits = D3D12_SUBTEXEL_FRACTIONAL_BIT_COUNT;
    limits.mipmapPrecisionBits = D3D12_MIP_LOD_FRACTIONAL_BIT_COUNT;
    const VkSampleCountFlags color = commonSampleCounts(caps, VK_IMAGE_ASPECT_COLOR_BIT);
    limits.sampledImageColorSampleCounts = color;
    limits.sampledImageIntegerSampleCounts = color;
    limits.sampledImageDepthSampleCounts = commonSampleCounts(caps, VK_IMAGE_ASPECT_DEPTH_BIT);
    limits.sampledImageStencilSampleCounts = commonSampleCounts(caps, VK_IMAGE_ASPECT_STENCIL_BIT);
    limits.storageImageSampleCounts = VK_SAMPLE_COUNT_1_BIT;
    limits.maxSampleMaskWords = 1;
}

void setGeometryLimits(VkPhysicalDeviceLimits& limits) {
    limits.maxVertexInputAttributes = D3D12_IA_VERTEX_INPUT_STRUCTURE_ELEMENT_COUNT;
    limits.maxVertexInputBindings = D3D12_IA_VERTEX_INPUT_RESOURCE_SLOT_COUNT;
    limits.maxVertexInputAttributeOffset = D3D12_REQ_MULTI_ELEMENT_STRUCTURE_SIZE_IN_BYTES - 1;
    limits.maxVertexInputBindingStride = D3D12_REQ_MULTI_ELEMENT_STRUCTURE_SIZE_IN_BYTES;
    constexpr uint32_t kComponents = 4 * kMaxInterfaceLocations;
    limits.maxVertexOutputComponents = kComponents;
    limits.maxFragmentInputComponents = kComponents;
    limits.maxFragmentOutputAttachments = D3D12_SIMULTANEOUS_RENDER_TARGET_COUNT;
    limits.maxFragmentCombinedOutputResources = D3D12_SIMULTANEOUS_RENDER_TARGET_COUNT;
    limits.maxFragmentDualSrcAttachments = 1;
    limits.maxTessellationGenerationLevel = 64;
    limits.maxTessellationPatchSize = D3D12_IA_PATCH_MAX_CONTROL_POINT_COUNT;
    limits.maxTessellationControlPerVertexInputComponents = kComponents;
    limits.maxTessellationControlPerVertexOutputComponents = kComponents;
    limits.maxTessellationControlPerPatchOutputComponents = 4 * kMaxPatchLocations;
    limits.maxTessellationControlTotalOutputComponents = 3968;  // 32-bit values of a patch
    limits.maxTessellationEvaluationInputComponents = kComponents;
    limits.maxTessellationEvaluationOutputComponents = kComponents;
    limits.maxGeometryShaderInvocations = D3D12_GS_MAX_INSTANCE_COUNT;
    limits.maxGeometryInputComponents = kComponents;
    limits.maxGeometryOutputComponents = kComponents;
    limits.maxGeometryOutputVertices = 256;
    limits.maxGeometryTotalOutputComponents = 1024;  // D3D12's limit of 32-bit values
    limits.maxDrawIndexedIndexValue = UINT32_MAX;
    limits.maxDrawIndirectCount = UINT32_MAX;
}

void setTessellationLimits(VkPhysicalDeviceLimits& limits) {
    constexpr uint32_t kVertexComponents = 4 * D3D12_VS_OUTPUT_REGISTER_COUNT;
    constexpr uint32_t kFactors = 6;
    limits.maxTessellationGenerationLevel = D3D12_TESSELLATOR_MAX_TESSELLATION_FACTOR;
    limits.maxTessellationPatchSize = D3D12_IA_PATCH_MAX_CONTROL_POINT_COUNT;
    limits.maxTessellationControlPerVertexInputComponents = kVertexComponents;
    limits.maxTessellationControlPerVertexOutputComponents = kVertexComponents;
    // 30 locations beside the factors, in 32 registers of which no factor shares a component.
    limits.maxTessellationControlPerPatchOutputComponents = 4 * kMaxPatchLocations;
    static_assert(4 * kMaxPatchLocations + kFactors <=
                  D3D12_HS_OUTPUT_PATCH_CONSTANT_REGISTER_SCALAR_COMPONENTS);
    limits.maxTessellationControlTotalOutputComponents =
        D3D12_IA_PATCH_MAX_CONTROL_POINT_COUNT * kVertexComponents;
    limits.maxTessellationEvaluationInputComponents = kVertexComponents;
    limits.maxTessellationEvaluationOutputComponents = kVertexComponents;
}

// Invocations may have to be joined in one, whose vertices are theirs together.
void setGeometryShaderLimits(VkPhysicalDeviceLimits& limits) {
    limits.maxGeometryShaderInvocations = D3D12_GS_MAX_INSTANCE_COUNT;
    limits.maxGeometryInputComponents = 4 * D3D12_GS_INPUT_REGISTER_COUNT;
    limits.maxGeometryOutputComponents = 4 * D3D12_GS_OUTPUT_REGISTER_COUNT;
    limits.maxGeometryOutputVertices = 256;
    limits.maxGeometryTotalOutputComponents = 1024;
}

void setRasterLimits(const Capabilities& caps, VkPhysicalDeviceLimits& limits) {
    limits.subPixelPrecisionBits = D3D12_SUBPIXEL_FRACTIONAL_BIT_COUNT;
    limits.subPixelInterpolationOffsetBits = 4;
    limits.minInterpolationOffset = -0.5f;
    limits.maxInterpolationOffset = 0.4375f;  // 7/16
    limits.maxViewports = D3D12_VIEWPORT_AND_SCISSORRECT_OBJECT_COUNT_PER_PIPELINE;
    limits.maxViewportDimensions[0] = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    limits.maxViewportDimensions[1] = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    limits.viewportBoundsRange[0] = D3D12_VIEWPORT_BOUNDS_MIN;
    limits.viewportBoundsRange[1] = D3D12_VIEWPORT_BOUNDS_MAX;
    limits.maxFramebufferWidth = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    limits.maxFramebufferHeight = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    limits.maxFramebufferLayers = D3D12_REQ_TEXTURE2D_ARRAY_AXIS_DIMENSION;
    limits.maxColorAttachments = D3D12_SIMULTANEOUS_RENDER_TARGET_COUNT;
    limits.framebufferColorSampleCounts = limits.sampledImageColorSampleCounts;
    limits.framebufferDepthSampleCounts = limits.sampledImageDepthSampleCounts;
    limits.framebufferStencilSampleCounts = limits.sampledImageStencilSampleCounts;
    limits.framebufferNoAttachmentsSampleCounts = limits.framebufferColorSampleCounts;
    limits.maxClipDistances = D3D12_CLIP_OR_CULL_DISTANCE_COUNT;
    limits.maxCullDistances = D3D12_CLIP_OR_CULL_DISTANCE_COUNT;
    limits.maxCombinedClipAndCullDistances = D3D12_CLIP_OR_CULL_DISTANCE_COUNT;
    // Triangles in D3D12 (PrimitiveExpansion).
    limits.pointSizeRange[0] = limits.lineWidthRange[0] = 1.0f;
    limits.pointSizeRange[1] = 1024.0f;
    limits.lineWidthRange[1] = 64.0f;
    limits.strictLines = caps.narrowLines();
    limits.pointSizeGranularity = limits.lineWidthGranularity = 1.0f / 256;
    limits.standardSampleLocations = VK_TRUE;
}

void setComputeLimits(const Capabilities& caps, VkPhysicalDeviceLimits& limits) {
    limits.maxComputeSharedMemorySize = 4 * D3D12_CS_TGSM_REGISTER_COUNT;
    for (uint32_t& count : limits.maxComputeWorkGroupCount)
        count = D3D12_CS_DISPATCH_MAX_THREAD_GROUPS_PER_DIMENSION;
    limits.maxComputeWorkGroupInvocations = D3D12_CS_THREAD_GROUP_MAX_THREADS_PER_GROUP;
    limits.maxComputeWorkGroupSize[0] = D3D12_CS_THREAD_GROUP_MAX_X;
    limits.maxComputeWorkGroupSize[1] = D3D12_CS_THREAD_GROUP_MAX_Y;
    limits.maxComputeWorkGroupSize[2] = D3D12_CS_THREAD_GROUP_MAX_Z;
    limits.timestampComputeAndGraphics = caps.timestampFrequency != 0;
    if (caps.timestampFrequency) limits.timestampPeriod = 1e9f / caps.timestampFrequency;
    limits.discreteQueuePriorities = 2;  // normal and high
}

VkDeviceSize addressSpaceSize(const Capabilities& caps) {
    return VkDeviceSize(1) << std::clamp(caps.virtualAddress.MaxGPUVirtualAddressBitsPerProcess,
                                         31u, 48u);
}

}  // namespace

VkDeviceSize maxBufferSize(const Capabilities& caps, const MemoryTypes& memory) {
    VkDeviceSize largestHeap = 0;
    for (uint32_t i = 0; i < memory.vulkan.memoryHeapCount; ++i)
        largestHeap = std::max(largestHeap, memory.vulkan.memoryHeaps[i].size);
    const uint32_t bits = caps.virtualAddress.MaxGPUVirtualAddressBitsPerResource;
    const VkDeviceSize addressable = bits == 0 || bits >= 64 ? UINT64_MAX : 1ull << bits;
    return std::min(largestHeap, addressable);
}

VkPhysicalDeviceLimits deviceLimits(const Capabilities& caps, const MemoryTypes& memory) {
    VkPhysicalDeviceLimits limits{};
    setDescriptorLimits(caps, limits);
    setBufferLimits(caps, memory, limits);
    setImageLimits(caps, limits);
    setGeometryLimits(limits);
    setTessellationLimits(limits);
    setGeometryShaderLimits(limits);
    setRasterLimits(caps, limits);
    setComputeLimits(caps, limits);
    if (caps.tiledResources()) limits.sparseAddressSpaceSize = addressSpaceSize(caps);
    return limits;
}

}  // namespace baker
