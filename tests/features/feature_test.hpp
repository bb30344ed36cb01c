// Tests of the features that shaders need: each runs a shader that does not work without the
// feature, on a device that has enabled it.
#pragma once

#include <cstring>

#include "vulkan_test.hpp"

namespace baker::test {

// The words of a SPIR-V file.
std::vector<uint32_t> readSpirv(const char* path);

class FeatureTest : public VulkanTest {
  protected:
    static constexpr uint32_t kInvocations = 16;

    // What the device supports, and what the test enables. Extensions' structures go into a chain
    // after these by `chain`.
    struct Features {
        VkPhysicalDeviceFeatures core{};
        VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES};
        VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    };

    Features supportedFeatures() const;
    void createDeviceWith(Features& features, std::vector<const char*> extensions = {},
                          void* chain = nullptr);

    // Runs `spirv` with `source` in binding 0 (of type `sourceType`) and returns `count` elements
    // of binding 1.
    template <typename Result, typename Source>
    std::vector<Result> compute(std::span<const uint32_t> spirv, const std::vector<Source>& source,
                                size_t count,
                                VkDescriptorType sourceType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER) {
        const auto bytes = computeBytes(
            spirv,
            {reinterpret_cast<const std::byte*>(source.data()), source.size() * sizeof(Source)},
            count * sizeof(Result), sourceType);
        std::vector<Result> result(count);
        if (bytes.size() == count * sizeof(Result))
            std::memcpy(result.data(), bytes.data(), bytes.size());
        return result;
    }

    std::vector<std::byte> pushConstants;                  // for compute()
    const VkSpecializationInfo* specialization = nullptr;  // the same

    // 0, 1, 2, … as T.
    template <typename T>
    static std::vector<T> ramp(size_t count = kInvocations) {
        std::vector<T> values(count);
        for (size_t i = 0; i < count; ++i) values[i] = static_cast<T>(i);
        return values;
    }

  private:
    std::vector<std::byte> computeBytes(std::span<const uint32_t> spirv,
                                        std::span<const std::byte> source, size_t size,
                                        VkDescriptorType sourceType);
};

}  // namespace baker::test
