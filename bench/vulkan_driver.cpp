#include "vulkan_driver.hpp"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace baker::bench {
namespace {

[[noreturn]] void stop(const char* what) {
    std::fprintf(stderr, "benchmark: %s\n", what);
    std::exit(1);
}

PFN_vkGetInstanceProcAddr load(const char* library) {
    void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) stop(dlerror());
    auto negotiate = reinterpret_cast<VkResult (*)(uint32_t*)>(
        dlsym(handle, "vk_icdNegotiateLoaderICDInterfaceVersion"));
    uint32_t version = 5;
    if (!negotiate || negotiate(&version)) stop("the driver does not speak the loader's language");
    return reinterpret_cast<PFN_vkGetInstanceProcAddr>(dlsym(handle, "vk_icdGetInstanceProcAddr"));
}

VkInstance createInstance(PFN_vkGetInstanceProcAddr get) {
    const VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                        .apiVersion = VK_API_VERSION_1_2};
    const VkInstanceCreateInfo info{.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                                    .pApplicationInfo = &application};
    const auto create =
        reinterpret_cast<PFN_vkCreateInstance>(get(VK_NULL_HANDLE, "vkCreateInstance"));
    VkInstance instance = VK_NULL_HANDLE;
    check(create(&info, nullptr, &instance), "vkCreateInstance");
    return instance;
}

}  // namespace

void check(VkResult result, const char* what) {
    if (result != VK_SUCCESS) stop(what);
}

Driver::Driver(const char* library) {
    const auto get = load(library);
    instance = createInstance(get);
#define BENCH_LOAD(name) name = reinterpret_cast<PFN_vk##name>(get(instance, "vk" #name));
    BENCH_INSTANCE_COMMANDS(BENCH_LOAD)
#undef BENCH_LOAD
    uint32_t count = 1;
    EnumeratePhysicalDevices(instance, &count, &physicalDevice);
    if (!count) stop("there is no device");
    GetPhysicalDeviceQueueFamilyProperties(physicalDevice, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    GetPhysicalDeviceQueueFamilyProperties(physicalDevice, &count, families.data());
    hasGraphics = families[0].queueFlags & VK_QUEUE_GRAPHICS_BIT;
    const float priority = 1;
    const VkDeviceQueueCreateInfo queueInfo{.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
                                            .queueFamilyIndex = family,
                                            .queueCount = 1,
                                            .pQueuePriorities = &priority};
    VkPhysicalDeviceDynamicRenderingFeatures rendering{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DYNAMIC_RENDERING_FEATURES,
        .dynamicRendering = VK_TRUE};
    const char* const extension = VK_KHR_DYNAMIC_RENDERING_EXTENSION_NAME;
    VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                            .queueCreateInfoCount = 1,
                            .pQueueCreateInfos = &queueInfo};
    if (hasGraphics) {
        info.pNext = &rendering;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
    }
    check(CreateDevice(physicalDevice, &info, nullptr, &device), "vkCreateDevice");
#define BENCH_LOAD(name) \
    name = reinterpret_cast<PFN_vk##name>(GetDeviceProcAddr(device, "vk" #name));
    BENCH_DEVICE_COMMANDS(BENCH_LOAD)
#undef BENCH_LOAD
    const auto orKhr = [this](auto& command, const char* name) {
        using Command = std::remove_reference_t<decltype(command)>;
        if (!command) command = reinterpret_cast<Command>(GetDeviceProcAddr(device, name));
    };
    orKhr(CmdBeginRendering, "vkCmdBeginRenderingKHR");
    orKhr(CmdEndRendering, "vkCmdEndRenderingKHR");
    GetDeviceQueue(device, family, 0, &queue);
}

VkBuffer Driver::makeBuffer(VkDeviceSize size, VkBufferUsageFlags usage) const {
    const VkBufferCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO, .size = size, .usage = usage};
    VkBuffer buffer = VK_NULL_HANDLE;
    check(CreateBuffer(device, &info, nullptr, &buffer), "vkCreateBuffer");
    VkMemoryRequirements needs;
    GetBufferMemoryRequirements(device, buffer, &needs);
    uint32_t type = 0;
    while (!(needs.memoryTypeBits >> type & 1)) ++type;
    const VkMemoryAllocateInfo allocation{.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
                                          .allocationSize = needs.size,
                                          .memoryTypeIndex = type};
    VkDeviceMemory memory = VK_NULL_HANDLE;
    check(AllocateMemory(device, &allocation, nullptr, &memory), "vkAllocateMemory");
    check(BindBufferMemory(device, buffer, memory, 0), "vkBindBufferMemory");
    return buffer;
}

VkShaderModule Driver::makeModule(std::span<const uint32_t> words) const {
    const VkShaderModuleCreateInfo info{.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
                                        .codeSize = words.size_bytes(),
                                        .pCode = words.data()};
    VkShaderModule module = VK_NULL_HANDLE;
    check(CreateShaderModule(device, &info, nullptr, &module), "vkCreateShaderModule");
    return module;
}

VkPipeline Driver::makeGraphicsPipeline(std::span<const uint32_t> vertex,
                                        std::span<const uint32_t> fragment, VkPipelineLayout layout,
                                        const Rasterization& state) const {
    const auto stage = [this](VkShaderStageFlagBits bit, std::span<const uint32_t> words) {
        return VkPipelineShaderStageCreateInfo{
            .sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
            .stage = bit,
            .module = makeModule(words),
            .pName = "main"};
    };
    const VkPipelineShaderStageCreateInfo stages[] = {
        stage(VK_SHADER_STAGE_VERTEX_BIT, vertex), stage(VK_SHADER_STAGE_FRAGMENT_BIT, fragment)};
    const VkVertexInputBindingDescription binding{0, 16, VK_VERTEX_INPUT_RATE_VERTEX};
    const VkVertexInputAttributeDescription attribute{0, 0, VK_FORMAT_R32G32B32A32_SFLOAT, 0};
    const VkPipelineVertexInputStateCreateInfo input{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO,
        .vertexBindingDescriptionCount = 1,
        .pVertexBindingDescriptions = &binding,
        .vertexAttributeDescriptionCount = 1,
        .pVertexAttributeDescriptions = &attribute};
    const VkPipelineInputAssemblyStateCreateInfo assembly{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
        .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST};
    const VkPipelineViewportStateCreateInfo viewport{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO,
        .viewportCount = 1,
        .scissorCount = 1};
    const VkPipelineRasterizationStateCreateInfo rasterization{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO,
        .cullMode = state.cullMode,
        .depthBiasEnable = state.depthBiasConstantFactor != 0,
        .depthBiasConstantFactor = state.depthBiasConstantFactor,
        .lineWidth = 1};
    const VkPipelineMultisampleStateCreateInfo multisample{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
        .rasterizationSamples = VK_SAMPLE_COUNT_1_BIT};
    const VkDynamicState dynamics[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    const VkPipelineDynamicStateCreateInfo dynamic{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO,
        .dynamicStateCount = 2,
        .pDynamicStates = dynamics};
    const VkPipelineRenderingCreateInfo rendering{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    const VkGraphicsPipelineCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO,
        .pNext = &rendering,
        .stageCount = 2,
        .pStages = stages,
        .pVertexInputState = &input,
        .pInputAssemblyState = &assembly,
        .pViewportState = &viewport,
        .pRasterizationState = &rasterization,
        .pMultisampleState = &multisample,
        .pDynamicState = &dynamic,
        .layout = layout};
    VkPipeline pipeline = VK_NULL_HANDLE;
    check(CreateGraphicsPipelines(device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline),
          "graphics pipeline");
    return pipeline;
}

}  // namespace baker::bench
