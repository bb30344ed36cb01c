#include "compute_runner.hpp"

#include <algorithm>
#include <cstring>

namespace baker::test {
namespace {

constexpr VkMemoryPropertyFlags kHostVisible =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

}  // namespace

ComputeRunner::ComputeRunner(const std::string& driver) {
    const VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                        .apiVersion = VK_API_VERSION_1_2};
    const VkInstanceCreateInfo info{.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                                    .pApplicationInfo = &application};
    if (vkCreateInstance(&info, nullptr, &instance_) != VK_SUCCESS) return;
    if (!chooseDevice(driver)) return;
    createDevice();
    if (device_) createLayouts();
}

ComputeRunner::~ComputeRunner() {
    if (device_) {
        vkDestroyCommandPool(device_, commandPool_, nullptr);
        vkDestroyPipelineLayout(device_, layout_, nullptr);
        vkDestroyDescriptorSetLayout(device_, setLayout_, nullptr);
        vkDestroyDevice(device_, nullptr);
    }
    if (instance_) vkDestroyInstance(instance_, nullptr);
}

bool ComputeRunner::chooseDevice(const std::string& driver) {
    uint32_t count = 0;
    vkEnumeratePhysicalDevices(instance_, &count, nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    vkEnumeratePhysicalDevices(instance_, &count, devices.data());
    for (const VkPhysicalDevice candidate : devices) {
        VkPhysicalDeviceDriverProperties names{
            .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
        VkPhysicalDeviceProperties2 properties{
            .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, .pNext = &names};
        vkGetPhysicalDeviceProperties2(candidate, &properties);
        if (std::string(names.driverName).find(driver) == std::string::npos) continue;
        physicalDevice_ = candidate;
        return true;
    }
    return false;
}

// With every feature that the device has of those that the shaders could want.
void ComputeRunner::createDevice() {
    vkGetPhysicalDeviceFeatures2(physicalDevice_, &features_);
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(physicalDevice_, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physicalDevice_, &count, families.data());
    while (family_ + 1 < count && !(families[family_].queueFlags & VK_QUEUE_COMPUTE_BIT)) ++family_;
    const float priority = 1;
    const VkDeviceQueueCreateInfo queue{.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
                                        .queueFamilyIndex = family_,
                                        .queueCount = 1,
                                        .pQueuePriorities = &priority};
    const VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                                  .pNext = &features_,
                                  .queueCreateInfoCount = 1,
                                  .pQueueCreateInfos = &queue};
    if (vkCreateDevice(physicalDevice_, &info, nullptr, &device_) != VK_SUCCESS) return;
    vkGetDeviceQueue(device_, family_, 0, &queue_);
}

void ComputeRunner::createLayouts() {
    VkDescriptorSetLayoutBinding bindings[2]{};
    for (uint32_t b = 0; b < 2; ++b)
        bindings[b] = {b, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT,
                       nullptr};
    const VkDescriptorSetLayoutCreateInfo setInfo{
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
        .bindingCount = 2,
        .pBindings = bindings};
    vkCreateDescriptorSetLayout(device_, &setInfo, nullptr, &setLayout_);
    const VkPipelineLayoutCreateInfo layoutInfo{
        .sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
        .setLayoutCount = 1,
        .pSetLayouts = &setLayout_};
    vkCreatePipelineLayout(device_, &layoutInfo, nullptr, &layout_);
    const VkCommandPoolCreateInfo poolInfo{.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
                                           .queueFamilyIndex = family_};
    vkCreateCommandPool(device_, &poolInfo, nullptr, &commandPool_);
}

ComputeRunner::Buffer ComputeRunner::makeBuffer(size_t words) {
    Buffer result;
    const VkBufferCreateInfo info{.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
                                  .size = words * 4,
                                  .usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT};
    vkCreateBuffer(device_, &info, nullptr, &result.buffer);
    VkMemoryRequirements needs;
    vkGetBufferMemoryRequirements(device_, result.buffer, &needs);
    VkPhysicalDeviceMemoryProperties memory;
    vkGetPhysicalDeviceMemoryProperties(physicalDevice_, &memory);
    uint32_t type = 0;
    while (!(needs.memoryTypeBits >> type & 1) ||
           (memory.memoryTypes[type].propertyFlags & kHostVisible) != kHostVisible)
        ++type;
    const VkMemoryAllocateInfo allocation{.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO,
                                          .allocationSize = needs.size,
                                          .memoryTypeIndex = type};
    vkAllocateMemory(device_, &allocation, nullptr, &result.memory);
    vkBindBufferMemory(device_, result.buffer, result.memory, 0);
    void* mapped = nullptr;
    vkMapMemory(device_, result.memory, 0, VK_WHOLE_SIZE, 0, &mapped);
    result.words = static_cast<uint32_t*>(mapped);
    return result;
}

void ComputeRunner::destroy(Buffer& buffer) {
    vkDestroyBuffer(device_, buffer.buffer, nullptr);
    vkFreeMemory(device_, buffer.memory, nullptr);
}

VkPipeline ComputeRunner::makePipeline(std::span<const uint32_t> spirv) {
    const VkShaderModuleCreateInfo moduleInfo{.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO,
                                              .codeSize = spirv.size_bytes(),
                                              .pCode = spirv.data()};
    VkShaderModule module = VK_NULL_HANDLE;
    vkCreateShaderModule(device_, &moduleInfo, nullptr, &module);
    const VkComputePipelineCreateInfo info{
        .sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
        .stage = {.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                  .stage = VK_SHADER_STAGE_COMPUTE_BIT,
                  .module = module,
                  .pName = "main"},
        .layout = layout_};
    VkPipeline pipeline = VK_NULL_HANDLE;
    vkCreateComputePipelines(device_, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline);
    vkDestroyShaderModule(device_, module, nullptr);
    return pipeline;
}

VkDescriptorSet ComputeRunner::makeSet(VkDescriptorPool pool, const Buffer& input,
                                       const Buffer& output) {
    const VkDescriptorSetAllocateInfo info{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
                                           .descriptorPool = pool,
                                           .descriptorSetCount = 1,
                                           .pSetLayouts = &setLayout_};
    VkDescriptorSet set = VK_NULL_HANDLE;
    vkAllocateDescriptorSets(device_, &info, &set);
    const VkDescriptorBufferInfo buffers[2] = {{input.buffer, 0, VK_WHOLE_SIZE},
                                               {output.buffer, 0, VK_WHOLE_SIZE}};
    const VkWriteDescriptorSet write{.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
                                     .dstSet = set,
                                     .descriptorCount = 2,  // goes on in binding 1
                                     .descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                     .pBufferInfo = buffers};
    vkUpdateDescriptorSets(device_, 1, &write, 0, nullptr);
    return set;
}

void ComputeRunner::submit(VkPipeline pipeline, VkDescriptorSet set, uint32_t workgroups) {
    const VkCommandBufferAllocateInfo allocation{
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
        .commandPool = commandPool_,
        .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
        .commandBufferCount = 1};
    VkCommandBuffer commands = VK_NULL_HANDLE;
    vkAllocateCommandBuffers(device_, &allocation, &commands);
    const VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    vkBeginCommandBuffer(commands, &begin);
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline);
    vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, layout_, 0, 1, &set, 0,
                            nullptr);
    vkCmdDispatch(commands, workgroups, 1, 1);
    const VkMemoryBarrier barrier{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
                                  .srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT,
                                  .dstAccessMask = VK_ACCESS_HOST_READ_BIT};
    vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_HOST_BIT,
                         0, 1, &barrier, 0, nullptr, 0, nullptr);
    vkEndCommandBuffer(commands);
    const VkSubmitInfo submit{.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
                              .commandBufferCount = 1,
                              .pCommandBuffers = &commands};
    vkQueueSubmit(queue_, 1, &submit, VK_NULL_HANDLE);
    vkQueueWaitIdle(queue_);
    vkFreeCommandBuffers(device_, commandPool_, 1, &commands);
}

std::vector<uint32_t> ComputeRunner::run(std::span<const uint32_t> spirv,
                                         std::span<const uint32_t> input, uint32_t outputWords,
                                         uint32_t workgroups) {
    const VkPipeline pipeline = makePipeline(spirv);
    if (!pipeline) return {};
    Buffer source = makeBuffer(input.size());
    Buffer target = makeBuffer(outputWords);
    std::copy(input.begin(), input.end(), source.words);
    std::fill_n(target.words, outputWords, 0u);
    const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 2};
    const VkDescriptorPoolCreateInfo poolInfo{
        .sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
        .maxSets = 1,
        .poolSizeCount = 1,
        .pPoolSizes = &size};
    VkDescriptorPool pool = VK_NULL_HANDLE;
    vkCreateDescriptorPool(device_, &poolInfo, nullptr, &pool);
    submit(pipeline, makeSet(pool, source, target), workgroups);
    const std::vector<uint32_t> result(target.words, target.words + outputWords);
    vkDestroyDescriptorPool(device_, pool, nullptr);
    vkDestroyPipeline(device_, pipeline, nullptr);
    destroy(source);
    destroy(target);
    return result;
}

}  // namespace baker::test
