// VK_EXT_debug_utils: names and labels of every kind of object are taken.
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

class DebugUtils : public DeviceTest {
  protected:
    template <typename Function>
    Function instanceCommand(const char* name) {
        auto function = reinterpret_cast<Function>(vkGetInstanceProcAddr(instance, name));
        EXPECT_NE(function, nullptr) << name;
        return function;
    }
    template <typename Handle>
    void name(VkObjectType type, Handle handle, const char* text) {
        const VkDebugUtilsObjectNameInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT,
                                                 nullptr, type, reinterpret_cast<uint64_t>(handle),
                                                 text};
        EXPECT_VK(instanceCommand<PFN_vkSetDebugUtilsObjectNameEXT>("vkSetDebugUtilsObjectNameEXT")(
            device, &info));
    }
};

TEST_F(DebugUtils, NamesOfObjects) {
    const TestBuffer buffer = makeBuffer(256, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    for (const char* text : {"a name", "na\xc3\xafve \xe6\x9d\xb1 \xf0\x9f\x8d\x9e", "\xff\xc3", "",
                             static_cast<const char*>(nullptr)}) {
        name(VK_OBJECT_TYPE_DEVICE, device, text);
        name(VK_OBJECT_TYPE_QUEUE, queue, text);
        name(VK_OBJECT_TYPE_BUFFER, buffer.buffer, text);
        name(VK_OBJECT_TYPE_DEVICE_MEMORY, buffer.memory, text);
        name(VK_OBJECT_TYPE_FENCE, makeFence(), text);
        name(VK_OBJECT_TYPE_SEMAPHORE, makeSemaphore(), text);
    }
}

TEST_F(DebugUtils, LabelsOfQueues) {
    VkDebugUtilsLabelEXT label{VK_STRUCTURE_TYPE_DEBUG_UTILS_LABEL_EXT};
    label.pLabelName = "frame";
    instanceCommand<PFN_vkQueueBeginDebugUtilsLabelEXT>("vkQueueBeginDebugUtilsLabelEXT")(queue,
                                                                                          &label);
    instanceCommand<PFN_vkQueueInsertDebugUtilsLabelEXT>("vkQueueInsertDebugUtilsLabelEXT")(queue,
                                                                                            &label);
    instanceCommand<PFN_vkQueueEndDebugUtilsLabelEXT>("vkQueueEndDebugUtilsLabelEXT")(queue);
    EXPECT_VK(vkQueueWaitIdle(queue));
}

}  // namespace
}  // namespace baker::test
