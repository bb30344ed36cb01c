#include "feature_test.hpp"

#include <filesystem>
#include <fstream>

namespace baker::test {

std::vector<uint32_t> readSpirv(const char* path) {
    std::vector<uint32_t> words(std::filesystem::file_size(path) / sizeof(uint32_t));
    std::ifstream(path, std::ios::binary)
        .read(reinterpret_cast<char*>(words.data()),
              static_cast<std::streamsize>(words.size() * sizeof(uint32_t)));
    return words;
}

FeatureTest::Features FeatureTest::supportedFeatures() const {
    Features features;
    features.v11.pNext = &features.v12;
    VkPhysicalDeviceFeatures2 chain{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &features.v11, {}};
    vkGetPhysicalDeviceFeatures2(physicalDevice, &chain);
    features.core = chain.features;
    features.v11.pNext = nullptr;
    return features;
}

void FeatureTest::createDeviceWith(Features& features, std::vector<const char*> extensions,
                                   void* chain) {
    DeviceSetup setup;
    setup.extensions = std::move(extensions);
    setup.features.features = features.core;
    setup.features.pNext = &features.v11;
    features.v11.pNext = &features.v12;
    features.v12.pNext = chain;
    createDevice(setup);
}

std::vector<std::byte> FeatureTest::computeBytes(std::span<const uint32_t> spirv,
                                                 std::span<const std::byte> source, size_t size,
                                                 VkDescriptorType sourceType) {
    const VkBufferUsageFlags usage =
        VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT;
    const TestBuffer input = makeBuffer(source.size(), usage);
    const TestBuffer output = makeBuffer(size, usage);
    if (!input.mapped || !output.mapped) return {};
    std::memcpy(input.mapped, source.data(), source.size());
    std::memset(output.mapped, 0xcc, size);
    const VkDescriptorType types[] = {sourceType, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
    const TestPipeline pipeline =
        makePipeline(spirv, types, static_cast<uint32_t>(pushConstants.size()), specialization);
    if (HasFailure()) return {};
    write(pipeline.set, 0, sourceType, input);
    write(pipeline.set, 1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, output);
    run([&](VkCommandBuffer commands) {
        if (!pushConstants.empty())
            vkCmdPushConstants(commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0,
                               static_cast<uint32_t>(pushConstants.size()), pushConstants.data());
        dispatch(commands, pipeline, 1);
        fullBarrier(commands);
    });
    const auto view = output.view<std::byte>();
    return {view.begin(), view.end()};
}

}  // namespace baker::test
