// Runs one compute shader on one driver: words in, words out. Unlike VulkanTest it can be used for
// two drivers in one test.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace baker::test {

class ComputeRunner {
  public:
    // The device whose name contains `driver`; valid() says whether there is one.
    explicit ComputeRunner(const std::string& driver);
    ~ComputeRunner();
    ComputeRunner(const ComputeRunner&) = delete;

    bool valid() const { return device_ != VK_NULL_HANDLE; }
    const VkPhysicalDeviceFeatures& features() const { return features_.features; }
    bool hasInt8() const { return float16Int8_.shaderInt8; }
    bool hasFloat16() const { return float16Int8_.shaderFloat16; }

    // Set 0: `input` at binding 0 and `outputWords` words of zero at binding 1, both storage
    // buffers. Empty when the pipeline could not be made.
    std::vector<uint32_t> run(std::span<const uint32_t> spirv, std::span<const uint32_t> input,
                              uint32_t outputWords, uint32_t workgroups);

  private:
    struct Buffer {
        VkBuffer buffer = VK_NULL_HANDLE;
        VkDeviceMemory memory = VK_NULL_HANDLE;
        uint32_t* words = nullptr;
    };

    bool chooseDevice(const std::string& driver);
    void createDevice();
    void createLayouts();
    Buffer makeBuffer(size_t words);
    void destroy(Buffer& buffer);
    VkPipeline makePipeline(std::span<const uint32_t> spirv);
    VkDescriptorSet makeSet(VkDescriptorPool pool, const Buffer& input, const Buffer& output);
    void submit(VkPipeline pipeline, VkDescriptorSet set, uint32_t workgroups);

    VkInstance instance_ = VK_NULL_HANDLE;
    VkPhysicalDevice physicalDevice_ = VK_NULL_HANDLE;
    VkDevice device_ = VK_NULL_HANDLE;
    VkQueue queue_ = VK_NULL_HANDLE;
    uint32_t family_ = 0;
    VkDescriptorSetLayout setLayout_ = VK_NULL_HANDLE;
    VkPipelineLayout layout_ = VK_NULL_HANDLE;
    VkCommandPool commandPool_ = VK_NULL_HANDLE;
    VkPhysicalDeviceShaderFloat16Int8Features float16Int8_{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_FLOAT16_INT8_FEATURES};
    VkPhysicalDeviceFeatures2 features_{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2,
                                        .pNext = &float16Int8_};
};

}  // namespace baker::test
