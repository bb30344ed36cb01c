// The fixture's helpers that make objects and run commands.
#include <algorithm>

#include "vulkan_test.hpp"

namespace baker::test {

uint32_t VulkanTest::findMemoryType(uint32_t typeBits, VkMemoryPropertyFlags wanted) const {
    for (uint32_t i = 0; i < memoryProperties.memoryTypeCount; ++i)
        if (typeBits & 1u << i &&
            (memoryProperties.memoryTypes[i].propertyFlags & wanted) == wanted)
            return i;
    return UINT32_MAX;
}

TestBuffer VulkanTest::makeBuffer(VkDeviceSize size, VkBufferUsageFlags usage,
                                  VkMemoryPropertyFlags wanted) {
    TestBuffer result;
    result.size = size;
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = size;
    info.usage = usage;
    EXPECT_VK(vkCreateBuffer(device, &info, nullptr, &result.buffer));
    VkMemoryRequirements requirements;
    vkGetBufferMemoryRequirements(device, result.buffer, &requirements);
    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = requirements.size;
    const VkMemoryAllocateFlagsInfo flags{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO, nullptr,
                                          VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT, 0};
    if (usage & VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT) allocation.pNext = &flags;
    allocation.memoryTypeIndex = findMemoryType(requirements.memoryTypeBits, wanted);
    EXPECT_VK(vkAllocateMemory(device, &allocation, nullptr, &result.memory));
    EXPECT_VK(vkBindBufferMemory(device, result.buffer, result.memory, 0));
    if (wanted & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) {
        EXPECT_VK(vkMapMemory(device, result.memory, 0, VK_WHOLE_SIZE, 0, &result.mapped));
    }
    atEnd([this, result] {
        vkDestroyBuffer(device, result.buffer, nullptr);
        vkFreeMemory(device, result.memory, nullptr);
    });
    return result;
}

VkFence VulkanTest::makeFence(bool signaled) {
    VkFenceCreateInfo info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    info.flags = signaled ? VK_FENCE_CREATE_SIGNALED_BIT : 0;
    VkFence fence = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateFence(device, &info, nullptr, &fence));
    atEnd([this, fence] { vkDestroyFence(device, fence, nullptr); });
    return fence;
}

VkSemaphore VulkanTest::makeSemaphore() {
    const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
    VkSemaphore semaphore = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateSemaphore(device, &info, nullptr, &semaphore));
    atEnd([this, semaphore] { vkDestroySemaphore(device, semaphore, nullptr); });
    return semaphore;
}

VkSemaphore VulkanTest::makeTimeline(uint64_t initialValue) {
    VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
    type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    type.initialValue = initialValue;
    const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type, 0};
    VkSemaphore semaphore = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateSemaphore(device, &info, nullptr, &semaphore));
    atEnd([this, semaphore] { vkDestroySemaphore(device, semaphore, nullptr); });
    return semaphore;
}

VkCommandBuffer VulkanTest::begin() {
    if (!commandPool_) {
        VkCommandPoolCreateInfo info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
        info.queueFamilyIndex = family;
        EXPECT_VK(vkCreateCommandPool(device, &info, nullptr, &commandPool_));
        atEnd([this] { vkDestroyCommandPool(device, commandPool_, nullptr); });
    }
    VkCommandBufferAllocateInfo allocation{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    allocation.commandPool = commandPool_;
    allocation.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    allocation.commandBufferCount = 1;
    VkCommandBuffer commandBuffer = VK_NULL_HANDLE;
    EXPECT_VK(vkAllocateCommandBuffers(device, &allocation, &commandBuffer));
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    EXPECT_VK(vkBeginCommandBuffer(commandBuffer, &info));
    return commandBuffer;
}

void VulkanTest::submit(VkCommandBuffer commandBuffer) {
    ASSERT_VK(vkEndCommandBuffer(commandBuffer));
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commandBuffer;
    ASSERT_VK(vkQueueSubmit(queue, 1, &info, VK_NULL_HANDLE));
    ASSERT_VK(vkQueueWaitIdle(queue));
}

void VulkanTest::run(const std::function<void(VkCommandBuffer)>& record) {
    VkCommandBuffer commandBuffer = begin();
    record(commandBuffer);
    submit(commandBuffer);
}

VkPipeline VulkanTest::makeComputePipeline(std::span<const uint32_t> spirv, VkPipelineLayout layout,
                                           const VkSpecializationInfo* specialization,
                                           VkPipelineCreateFlags flags) {
    VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = spirv.size_bytes();
    moduleInfo.pCode = spirv.data();
    VkShaderModule module = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateShaderModule(device, &moduleInfo, nullptr, &module));
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.flags = flags;
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = specialization;
    info.layout = layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateComputePipelines(device, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline));
    vkDestroyShaderModule(device, module, nullptr);
    atEnd([this, pipeline] { vkDestroyPipeline(device, pipeline, nullptr); });
    return pipeline;
}

TestPipeline VulkanTest::makePipeline(std::span<const uint32_t> spirv,
                                      std::span<const VkDescriptorType> types,
                                      uint32_t pushConstantSize,
                                      const VkSpecializationInfo* specialization,
                                      std::span<const uint32_t> counts) {
    TestPipeline result;
    const auto count = static_cast<uint32_t>(types.size());
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    std::vector<VkDescriptorPoolSize> sizes;
    for (uint32_t i = 0; i < count; ++i) {
        const uint32_t descriptors = counts.empty() ? 1 : counts[i];
        bindings.push_back({i, types[i], descriptors, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
        sizes.push_back({types[i], descriptors});
    }
    VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    setInfo.bindingCount = count;
    setInfo.pBindings = bindings.data();
    EXPECT_VK(vkCreateDescriptorSetLayout(device, &setInfo, nullptr, &result.setLayout));

    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, pushConstantSize};
    VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layoutInfo.setLayoutCount = 1;
    layoutInfo.pSetLayouts = &result.setLayout;
    layoutInfo.pushConstantRangeCount = pushConstantSize ? 1 : 0;
    layoutInfo.pPushConstantRanges = &range;
    EXPECT_VK(vkCreatePipelineLayout(device, &layoutInfo, nullptr, &result.layout));

    result.pipeline = makeComputePipeline(spirv, result.layout, specialization);

    const VkDescriptorPoolInlineUniformBlockCreateInfo inlineInfo{
        VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_INLINE_UNIFORM_BLOCK_CREATE_INFO, nullptr,
        static_cast<uint32_t>(
            std::count(types.begin(), types.end(), VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK))};
    VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    if (inlineInfo.maxInlineUniformBlockBindings) poolInfo.pNext = &inlineInfo;
    poolInfo.maxSets = 1;
    poolInfo.poolSizeCount = count;
    poolInfo.pPoolSizes = sizes.data();
    VkDescriptorPool pool = VK_NULL_HANDLE;
    EXPECT_VK(vkCreateDescriptorPool(device, &poolInfo, nullptr, &pool));
    VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocation.descriptorPool = pool;
    allocation.descriptorSetCount = 1;
    allocation.pSetLayouts = &result.setLayout;
    EXPECT_VK(vkAllocateDescriptorSets(device, &allocation, &result.set));

    atEnd([this, result, pool] {
        vkDestroyDescriptorPool(device, pool, nullptr);
        vkDestroyPipelineLayout(device, result.layout, nullptr);
        vkDestroyDescriptorSetLayout(device, result.setLayout, nullptr);
    });
    return result;
}

void VulkanTest::write(VkDescriptorSet set, uint32_t binding, VkDescriptorType type,
                       const TestBuffer& buffer, VkDeviceSize offset, VkDeviceSize range,
                       uint32_t element) {
    const VkDescriptorBufferInfo bufferInfo{buffer.buffer, offset, range};
    VkWriteDescriptorSet info{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    info.dstSet = set;
    info.dstBinding = binding;
    info.dstArrayElement = element;
    info.descriptorCount = 1;
    info.descriptorType = type;
    info.pBufferInfo = &bufferInfo;
    vkUpdateDescriptorSets(device, 1, &info, 0, nullptr);
}

void VulkanTest::dispatch(VkCommandBuffer commandBuffer, const TestPipeline& pipeline, uint32_t x,
                          uint32_t y, uint32_t z) {
    vkCmdBindPipeline(commandBuffer, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.pipeline);
    vkCmdBindDescriptorSets(commandBuffer, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout, 0, 1,
                            &pipeline.set, 0, nullptr);
    vkCmdDispatch(commandBuffer, x, y, z);
}

void VulkanTest::fullBarrier(VkCommandBuffer commandBuffer) {
    VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER};
    barrier.srcAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
    barrier.dstAccessMask = barrier.srcAccessMask | VK_ACCESS_HOST_READ_BIT;
    vkCmdPipelineBarrier(commandBuffer, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                         VK_PIPELINE_STAGE_ALL_COMMANDS_BIT | VK_PIPELINE_STAGE_HOST_BIT, 0, 1,
                         &barrier, 0, nullptr, 0, nullptr);
}

}  // namespace baker::test
