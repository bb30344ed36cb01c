// vkGetPhysicalDeviceProperties2's chain: one table of structures, each written from `Properties`.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/out_array.hpp"
#include "limits.hpp"
#include "properties.hpp"
#include "resource/planar_format.hpp"

namespace baker {
namespace {

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

void write(VkPhysicalDeviceTexelBufferAlignmentProperties& out, const Properties& p) {
    out.storageTexelBufferOffsetAlignmentBytes = p.vulkan13.storageTexelBufferOffsetAlignmentBytes;
    out.storageTexelBufferOffsetSingleTexelAlignment =
        p.vulkan13.storageTexelBufferOffsetSingleTexelAlignment;
    out.uniformTexelBufferOffsetAlignmentBytes = p.vulkan13.uniformTexelBufferOffsetAlignmentBytes;
    out.uniformTexelBufferOffsetSingleTexelAlignment =
        p.vulkan13.uniformTexelBufferOffsetSingleTexelAlignment;
}

// D3D12 bounds every access through a descriptor, whatever a pipeline asks for.
void write(VkPhysicalDevicePipelineRobustnessProperties& out, const Properties&) {
    out.defaultRobustnessStorageBuffers = out.defaultRobustnessUniformBuffers =
        out.defaultRobustnessVertexInputs =
            VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_ROBUST_BUFFER_ACCESS;
    out.defaultRobustnessImages = VK_PIPELINE_ROBUSTNESS_IMAGE_BEHAVIOR_ROBUST_IMAGE_ACCESS;
}

// Dynamic buffers of both kinds share the words of a root signature.
void write(VkPhysicalDeviceMaintenance7PropertiesKHR& out, const Properties& p) {
    const VkPhysicalDeviceLimits& limits = p.core.limits;
    out.robustFragmentShadingRateAttachmentAccess = VK_FALSE;
    out.separateDepthStencilAttachmentAccess = VK_TRUE;
    out.maxDescriptorSetTotalUniformBuffersDynamic = limits.maxDescriptorSetUniformBuffersDynamic;
    out.maxDescriptorSetTotalStorageBuffersDynamic = limits.maxDescriptorSetStorageBuffersDynamic;
    out.maxDescriptorSetTotalBuffersDynamic =
        limits.maxDescriptorSetUniformBuffersDynamic + limits.maxDescriptorSetStorageBuffersDynamic;
    out.maxDescriptorSetUpdateAfterBindTotalUniformBuffersDynamic =
        out.maxDescriptorSetTotalUniformBuffersDynamic;
    out.maxDescriptorSetUpdateAfterBindTotalStorageBuffersDynamic =
        out.maxDescriptorSetTotalStorageBuffersDynamic;
    out.maxDescriptorSetUpdateAfterBindTotalBuffersDynamic =
        out.maxDescriptorSetTotalBuffersDynamic;
}

// A null vertex buffer of four components.
void write(VkPhysicalDeviceMaintenance9PropertiesKHR& out, const Properties&) {
    out.image2DViewOf3DSparse = VK_FALSE;
    out.defaultVertexAttributeValue = VK_DEFAULT_VERTEX_ATTRIBUTE_VALUE_ZERO_ZERO_ZERO_ZERO_KHR;
}

// Resolves are draws, whose targets and sources have the images' own formats.
void write(VkPhysicalDeviceMaintenance10PropertiesKHR& out, const Properties&) {
    out.rgba4OpaqueBlackSwizzled = VK_FALSE;
    out.resolveSrgbFormatAppliesTransferFunction = VK_TRUE;
    out.resolveSrgbFormatSupportsTransferFunctionControl = VK_FALSE;
}

// Below is D3D12, which is not Vulkan: no layered Vulkan implementation is listed.
void write(VkPhysicalDeviceLayeredApiPropertiesListKHR& out, const Properties&) {
    out.layeredApiCount = 0;
}

// Binaries are of one build of Baker on one device.
void write(VkPhysicalDeviceShaderObjectPropertiesEXT& out, const Properties& p) {
    std::copy_n(p.core.pipelineCacheUUID, VK_UUID_SIZE, out.shaderBinaryUUID);
    out.shaderBinaryVersion = 1;
}

// Linking translates the stages before the last one. Pixel shaders alone say how they interpolate.
void write(VkPhysicalDeviceGraphicsPipelineLibraryPropertiesEXT& out, const Properties&) {
    out.graphicsPipelineLibraryFastLinking = VK_FALSE;
    out.graphicsPipelineLibraryIndependentInterpolationDecoration = VK_TRUE;
}

// The two-call idiom within a structure.
void writeLayouts(VkImageLayout* layouts, uint32_t& count) {
    constexpr VkImageLayout kLayouts[] = {VK_IMAGE_LAYOUT_GENERAL,
                                          VK_IMAGE_LAYOUT_PREINITIALIZED,
                                          VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
                                          VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL,
                                          VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL,
                                          VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
                                          VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                                          VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                                          VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL,
                                          VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_OPTIMAL,
                                          VK_IMAGE_LAYOUT_STENCIL_ATTACHMENT_OPTIMAL,
                                          VK_IMAGE_LAYOUT_STENCIL_READ_ONLY_OPTIMAL,
                                          VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL,
                                          VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL,
                                          VK_IMAGE_LAYOUT_PRESENT_SRC_KHR};
    OutArray<VkImageLayout> out(layouts, &count);
    for (const VkImageLayout layout : kLayouts)
        if (VkImageLayout* next = out.next()) *next = layout;
}

void write(VkPhysicalDeviceHostImageCopyProperties& out, const Properties& p) {
    writeLayouts(out.pCopySrcLayouts, out.copySrcLayoutCount);
    writeLayouts(out.pCopyDstLayouts, out.copyDstLayoutCount);
    std::copy_n(p.vulkan11.driverUUID, VK_UUID_SIZE, out.optimalTilingLayoutUUID);
    out.identicalMemoryTypeRequirements = VK_TRUE;
}

// What D3D12 leaves open stays false. Components of depth are mapped like any others.
void write(VkPhysicalDeviceMaintenance5Properties& out, const Properties&) {
    out = {out.sType, out.pNext};
    out.depthStencilSwizzleOneSupport = VK_TRUE;
    out.polygonModePointSize = VK_TRUE;
}

// A combined image sampler has a descriptor for each plane, and views of compressed blocks have one
// layer.
void write(VkPhysicalDeviceMaintenance6Properties& out, const Properties&) {
    out.blockTexelViewCompatibleMultipleLayers = VK_FALSE;
    out.maxCombinedImageSamplerDescriptorCount = kMaxPlanes;
    out.fragmentShadingRateClampCombinerInputs = VK_FALSE;
}

// None is accelerated: the structure stays zero but for what leads the chain.
void write(VkPhysicalDeviceShaderIntegerDotProductProperties& out, const Properties&) {
    out = {out.sType, out.pNext};
}

void write(VkPhysicalDeviceLayeredDriverPropertiesMSFT& out, const Properties&) {
    out.underlyingAPI = VK_LAYERED_DRIVER_UNDERLYING_API_D3D12_MSFT;
}

// Samplers are heap entries, whatever their border.
void write(VkPhysicalDeviceCustomBorderColorPropertiesEXT& out, const Properties& p) {
    out.maxCustomBorderColorSamplers = p.core.limits.maxSamplerAllocationCount;
}

// Raw views are of whole words, constant buffers of 256 bytes.
void write(VkPhysicalDeviceRobustness2PropertiesEXT& out, const Properties&) {
    out.robustStorageBufferAccessSizeAlignment = 4;
    out.robustUniformBufferAccessSizeAlignment = 256;
}

void write(VkPhysicalDevicePushDescriptorPropertiesKHR& out, const Properties&) {
    out.maxPushDescriptors = kMaxPushDescriptors;
}

void write(VkPhysicalDeviceExtendedDynamicState3PropertiesEXT& out, const Properties&) {
    out.dynamicPrimitiveTopologyUnrestricted = VK_TRUE;  // a variant for each class
}

void write(VkPhysicalDeviceTransformFeedbackPropertiesEXT& out, const Properties&) {
    out.maxTransformFeedbackStreams = 1;
    out.maxTransformFeedbackBuffers = D3D12_SO_BUFFER_SLOT_COUNT;
    out.maxTransformFeedbackBufferSize = UINT32_MAX;  // of the counters
    out.maxTransformFeedbackStreamDataSize = D3D12_SO_BUFFER_MAX_WRITE_WINDOW_IN_BYTES;
    out.maxTransformFeedbackBufferDataSize = D3D12_SO_BUFFER_MAX_WRITE_WINDOW_IN_BYTES;
    out.maxTransformFeedbackBufferDataStride = D3D12_SO_BUFFER_MAX_STRIDE_IN_BYTES;
    out.transformFeedbackQueries = VK_TRUE;
    out.transformFeedbackStreamsLinesTriangles = VK_FALSE;
    out.transformFeedbackRasterizationStreamSelect = VK_FALSE;
    out.transformFeedbackDraw = VK_TRUE;
}

// Secondary command buffers replay each other; each level takes some of the thread's stack.
void write(VkPhysicalDeviceNestedCommandBufferPropertiesEXT& out, const Properties&) {
    out.maxCommandBufferNestingLevel = 1024;
}

void write(VkPhysicalDeviceProvokingVertexPropertiesEXT& out, const Properties&) {
    out.provokingVertexModePerPipeline = VK_TRUE;
    out.transformFeedbackPreservesTriangleFanProvokingVertex = VK_TRUE;
}

void write(VkPhysicalDeviceLineRasterizationProperties& out, const Properties& p) {
    out.lineSubPixelPrecisionBits = p.core.limits.subPixelPrecisionBits;
}

void write(VkPhysicalDeviceMultiDrawPropertiesEXT& out, const Properties&) {
    out.maxMultiDrawCount = UINT32_MAX;
}

void write(VkPhysicalDeviceVertexAttributeDivisorPropertiesEXT& out, const Properties&) {
    out.maxVertexAttribDivisor = UINT32_MAX;
}

void write(VkPhysicalDeviceVertexAttributeDivisorProperties& out, const Properties&) {
    out.maxVertexAttribDivisor = UINT32_MAX;
    out.supportsNonZeroFirstInstance = VK_TRUE;
}

// Unaligned attributes are read by the vertex shader.
void write(VkPhysicalDeviceLegacyVertexAttributesPropertiesEXT& out, const Properties&) {
    out.nativeUnalignedPerformance = VK_FALSE;
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
    row<VkPhysicalDeviceGraphicsPipelineLibraryPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_GRAPHICS_PIPELINE_LIBRARY_PROPERTIES_EXT),
    row<VkPhysicalDevicePipelineRobustnessProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_ROBUSTNESS_PROPERTIES),
    row<VkPhysicalDeviceMaintenance7PropertiesKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_7_PROPERTIES_KHR),
    row<VkPhysicalDeviceMaintenance9PropertiesKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_9_PROPERTIES_KHR),
    row<VkPhysicalDeviceMaintenance10PropertiesKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_10_PROPERTIES_KHR),
    row<VkPhysicalDeviceLayeredApiPropertiesListKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LAYERED_API_PROPERTIES_LIST_KHR),
    row<VkPhysicalDeviceHostImageCopyProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_HOST_IMAGE_COPY_PROPERTIES),
    row<VkPhysicalDeviceShaderObjectPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_OBJECT_PROPERTIES_EXT),
    row<VkPhysicalDeviceMaintenance5Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_5_PROPERTIES),
    row<VkPhysicalDeviceMaintenance6Properties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_6_PROPERTIES),
    row<VkPhysicalDeviceTexelBufferAlignmentProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TEXEL_BUFFER_ALIGNMENT_PROPERTIES),
    row<VkPhysicalDeviceShaderIntegerDotProductProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_PROPERTIES),
    row<VkPhysicalDeviceCustomBorderColorPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_CUSTOM_BORDER_COLOR_PROPERTIES_EXT),
    row<VkPhysicalDeviceRobustness2PropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ROBUSTNESS_2_PROPERTIES_EXT),
    row<VkPhysicalDevicePushDescriptorPropertiesKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PUSH_DESCRIPTOR_PROPERTIES_KHR),
    row<VkPhysicalDeviceExtendedDynamicState3PropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_3_PROPERTIES_EXT),
    row<VkPhysicalDeviceTransformFeedbackPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TRANSFORM_FEEDBACK_PROPERTIES_EXT),
    row<VkPhysicalDeviceNestedCommandBufferPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_NESTED_COMMAND_BUFFER_PROPERTIES_EXT),
    row<VkPhysicalDeviceProvokingVertexPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROVOKING_VERTEX_PROPERTIES_EXT),
    row<VkPhysicalDeviceLineRasterizationProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LINE_RASTERIZATION_PROPERTIES),
    row<VkPhysicalDeviceMultiDrawPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MULTI_DRAW_PROPERTIES_EXT),
    row<VkPhysicalDeviceVertexAttributeDivisorPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_ATTRIBUTE_DIVISOR_PROPERTIES_EXT),
    row<VkPhysicalDeviceVertexAttributeDivisorProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_ATTRIBUTE_DIVISOR_PROPERTIES),
    row<VkPhysicalDeviceLegacyVertexAttributesPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LEGACY_VERTEX_ATTRIBUTES_PROPERTIES_EXT),
    row<VkPhysicalDeviceLayeredDriverPropertiesMSFT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LAYERED_DRIVER_PROPERTIES_MSFT),
};

}  // namespace

void writePropertyChain(const Properties& properties, void* next) {
    for (auto* s = static_cast<VkBaseOutStructure*>(next); s; s = s->pNext)
        for (const Row& row : kRows)
            if (row.type == s->sType) row.write(s, properties);
}

}  // namespace baker
