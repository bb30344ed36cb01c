// What making pipelines costs the driver, in instructions: one compute pipeline for each module of
// a folder, and graphics pipelines of many states, each once between callgrind's marks.
// bench/pipelines.py runs this with an empty and with a filled cache.
//
//     pipelines DRIVER_LIBRARY FOLDER
#include <valgrind/callgrind.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "corpus.hpp"
#include "vulkan_driver.hpp"

// generated; they want <cstdint>
#include "bench_fragment.hpp"
#include "bench_vertex.hpp"

namespace baker::bench {
namespace {

constexpr uint32_t kPushConstantBytes = 256;
constexpr VkShaderStageFlags kGraphicsStages =
    VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT;

template <typename Make>
void mark(const char* name, size_t count, Make make) {
    const std::string label = std::string(name) + "*" + std::to_string(count);
    CALLGRIND_ZERO_STATS;
    make();
    CALLGRIND_DUMP_STATS_AT(label.c_str());
}

VkDescriptorType typeOf(ResourceClass resourceClass) {
    return resourceClass == ResourceClass::ConstantBuffer ? VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER
                                                          : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
}

VkPipelineLayout makeLayout(const Driver& vk,
                            std::span<const VkDescriptorSetLayoutBinding> bindings,
                            VkShaderStageFlags stages) {
    const VkDescriptorSetLayoutCreateInfo setInfo{
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
        .bindingCount = static_cast<uint32_t>(bindings.size()),
        .pBindings = bindings.data()};
    VkDescriptorSetLayout set = VK_NULL_HANDLE;
    check(vk.CreateDescriptorSetLayout(vk.device, &setInfo, nullptr, &set), "set layout");
    const VkPushConstantRange range{stages, 0, kPushConstantBytes};
    const VkPipelineLayoutCreateInfo info{.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
                                          .setLayoutCount = 1,
                                          .pSetLayouts = &set,
                                          .pushConstantRangeCount = 1,
                                          .pPushConstantRanges = &range};
    VkPipelineLayout layout = VK_NULL_HANDLE;
    check(vk.CreatePipelineLayout(vk.device, &info, nullptr, &layout), "pipeline layout");
    return layout;
}

VkPipelineLayout layoutOf(const Driver& vk, const CorpusModule& module) {
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (const DescriptorBinding& binding : module.bindings)
        bindings.push_back({binding.binding, typeOf(binding.resourceClass), 1,
                            VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    return makeLayout(vk, bindings, VK_SHADER_STAGE_COMPUTE_BIT);
}

void makeCompute(const Driver& vk, const std::vector<CorpusModule>& corpus) {
    std::vector<VkPipelineLayout> layouts;
    for (const CorpusModule& module : corpus) layouts.push_back(layoutOf(vk, module));
    mark("compute pipeline of ggml's", corpus.size(), [&] {
        for (size_t i = 0; i < corpus.size(); ++i) {
            const VkComputePipelineCreateInfo info{
                .sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
                .stage = {.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                          .stage = VK_SHADER_STAGE_COMPUTE_BIT,
                          .module = vk.makeModule(corpus[i].words),
                          .pName = "main"},
                .layout = layouts[i]};
            VkPipeline pipeline = VK_NULL_HANDLE;
            check(
                vk.CreateComputePipelines(vk.device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline),
                "compute pipeline");
        }
    });
}

// Of two small shaders; every one with another rasterisation state.
void makeGraphics(const Driver& vk) {
    constexpr uint32_t kCount = 16;
    const VkDescriptorSetLayoutBinding bindings[] = {
        {0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, kGraphicsStages, nullptr},
        {1, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC, 1, kGraphicsStages, nullptr}};
    const VkPipelineLayout layout = makeLayout(vk, bindings, kGraphicsStages);
    mark("graphics pipeline", kCount, [&] {
        for (uint32_t i = 0; i < kCount; ++i)
            vk.makeGraphicsPipeline(k_bench_vertex, k_bench_fragment, layout,
                                    {.cullMode = i & 3, .depthBiasConstantFactor = float(i >> 2)});
    });
}

}  // namespace
}  // namespace baker::bench

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: pipelines DRIVER_LIBRARY FOLDER\n");
        return 2;
    }
    const baker::bench::Driver vk(argv[1]);
    baker::bench::makeCompute(vk, baker::bench::readCorpus(argv[2]));
    if (vk.hasGraphics) baker::bench::makeGraphics(vk);
    vk.DestroyDevice(vk.device, nullptr);  // which writes what is to be cached
    return 0;
}
