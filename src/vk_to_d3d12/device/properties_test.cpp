#include "properties.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "identity.hpp"
#include "limits.hpp"

namespace baker {
namespace {

Adapter adapter() {
    Adapter result;
    result.description = "Test adapter";
    result.hardwareId = {0x1234, 0x5678, 0, 1};
    result.luid = {7, 9};
    result.dedicatedAdapterMemory = 8ull << 30;
    result.sharedSystemMemory = 4ull << 30;
    result.isHardware = true;
    return result;
}

Capabilities capabilities() {
    Capabilities caps;
    caps.shaderModel = D3D_SHADER_MODEL_6_6;
    caps.options.ResourceBindingTier = D3D12_RESOURCE_BINDING_TIER_3;
    caps.options1.WaveOps = TRUE;
    caps.options1.WaveLaneCountMin = 32;
    caps.options1.WaveLaneCountMax = 64;
    caps.virtualAddress.MaxGPUVirtualAddressBitsPerResource = 32;
    caps.timestampFrequency = 10'000'000;
    return caps;
}

Properties properties(const Capabilities& caps = capabilities(), uint32_t index = 0) {
    return deviceProperties(adapter(), caps, queryMemoryTypes(adapter(), caps), VK_API_VERSION_1_2,
                            index);
}

TEST(Properties, StructuresOfOneChainAgree) {
    const Properties p = properties();
    VkPhysicalDeviceSubgroupProperties subgroup{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
    VkPhysicalDeviceFloatControlsProperties floats{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FLOAT_CONTROLS_PROPERTIES, &subgroup};
    VkPhysicalDeviceVulkan11Properties v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_PROPERTIES,
                                           &floats};
    floats.shaderRoundingModeRTZFloat64 = VK_TRUE;  // overwritten
    writePropertyChain(p, &v11);
    EXPECT_EQ(v11.pNext, &floats);
    EXPECT_EQ(v11.subgroupSize, 32u);
    EXPECT_EQ(subgroup.subgroupSize, 32u);
    EXPECT_EQ(subgroup.supportedOperations, v11.subgroupSupportedOperations);
    EXPECT_EQ(floats.denormBehaviorIndependence, p.vulkan12.denormBehaviorIndependence);
    EXPECT_EQ(floats.shaderRoundingModeRTZFloat64, p.vulkan12.shaderRoundingModeRTZFloat64);
}

TEST(Properties, TheD3D12LayerSaysSo) {
    VkPhysicalDeviceLayeredDriverPropertiesMSFT layered{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LAYERED_DRIVER_PROPERTIES_MSFT};
    writePropertyChain(properties(), &layered);
    EXPECT_EQ(layered.underlyingAPI, VK_LAYERED_DRIVER_UNDERLYING_API_D3D12_MSFT);
}

TEST(Properties, NothingIsLargerThanAResourceMayBe) {
    const Properties p = properties();
    EXPECT_EQ(p.vulkan11.maxMemoryAllocationSize, 1ull << 32);
    EXPECT_EQ(p.vulkan13.maxBufferSize, 1ull << 32);
    EXPECT_FLOAT_EQ(p.core.limits.timestampPeriod, 100);
}

TEST(Properties, VaryingWavesAreChosenFromShaderModel66On) {
    Capabilities caps = capabilities();
    const Properties p = properties(caps);
    EXPECT_EQ(p.vulkan13.minSubgroupSize, 32u);
    EXPECT_EQ(p.vulkan13.maxSubgroupSize, 64u);
    EXPECT_EQ(p.vulkan13.requiredSubgroupSizeStages, VK_SHADER_STAGE_COMPUTE_BIT);
    caps.shaderModel = D3D_SHADER_MODEL_6_5;
    EXPECT_EQ(properties(caps).vulkan13.requiredSubgroupSizeStages, 0u);
}

TEST(Identity, OfDevicesOfDriversAndOfBuilds) {
    Adapter other = adapter();
    EXPECT_EQ(deviceUuid(adapter(), 0), deviceUuid(other, 0));
    other.luid = {8, 9};  // changes with every boot
    EXPECT_EQ(deviceUuid(adapter(), 0), deviceUuid(other, 0));
    EXPECT_NE(deviceUuid(adapter(), 0), deviceUuid(adapter(), 1));
    other.driverVersion = 5;
    EXPECT_NE(pipelineCacheUuid(adapter()), pipelineCacheUuid(other));
    EXPECT_NE(driverUuid(), Uuid{});
}

}  // namespace
}  // namespace baker
