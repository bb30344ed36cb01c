// VK_EXT_debug_utils on a device: names of objects become names of D3D12 objects, labels of queues
// become the events that PIX and its relatives show.
#include <cstring>
#include <string>

#include "device.hpp"
#include "memory/device_memory.hpp"
#include "queue.hpp"
#include "sync/fence.hpp"
#include "sync/semaphore.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr UINT kAnsiMetadata = 1;  // PIX: the data is a string of bytes

// D3D12's strings have 4-byte characters here. Malformed bytes become U+FFFD.
std::basic_string<WCHAR> wide(const char* utf8) {
    std::basic_string<WCHAR> result;
    for (const auto* p = reinterpret_cast<const unsigned char*>(utf8); *p;) {
        const unsigned char lead = *p++;
        const int following = lead < 0x80   ? 0
                              : lead < 0xc0 ? -1
                              : lead < 0xe0 ? 1
                              : lead < 0xf0 ? 2
                                            : 3;
        uint32_t code = following <= 0 ? lead : lead & (0x3fu >> following);
        bool good = following >= 0;
        for (int i = 0; i < following && good; ++i) {
            good = (*p & 0xc0) == 0x80;
            if (good) code = code << 6 | (*p++ & 0x3fu);
        }
        result.push_back(static_cast<WCHAR>(good ? code : 0xfffd));
    }
    return result;
}

template <typename T>
T& object(uint64_t handle) {
    return *reinterpret_cast<T*>(static_cast<uintptr_t>(handle));
}

void setName(ID3D12Object* d3d12, const WCHAR* name) {
    if (d3d12) d3d12->SetName(name);
}

// Objects without a D3D12 object of their own (a buffer is a range of its memory's) keep no name.
void setObjectName(VkObjectType type, uint64_t handle, const WCHAR* name) {
    switch (type) {
        case VK_OBJECT_TYPE_DEVICE:
            return setName(object<Device>(handle).d3d12(), name);
        case VK_OBJECT_TYPE_QUEUE:
            return setName(object<Queue>(handle).d3d12(), name);
        case VK_OBJECT_TYPE_FENCE:
            return setName(object<Fence>(handle).wait().fence->d3d12(), name);
        case VK_OBJECT_TYPE_SEMAPHORE:
            return setName(object<Semaphore>(handle).fence().d3d12(), name);
        case VK_OBJECT_TYPE_DEVICE_MEMORY:
            setName(object<DeviceMemory>(handle).heap(), name);
            return setName(object<DeviceMemory>(handle).buffer(), name);
        default:
            return;
    }
}

}  // namespace

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL
SetDebugUtilsObjectNameEXT(VkDevice, const VkDebugUtilsObjectNameInfoEXT* pNameInfo) {
    const char* name = pNameInfo->pObjectName ? pNameInfo->pObjectName : "";
    setObjectName(pNameInfo->objectType, pNameInfo->objectHandle, wide(name).c_str());
    return VK_SUCCESS;
}

// D3D12 tools show no tags.
VKAPI_ATTR VkResult VKAPI_CALL SetDebugUtilsObjectTagEXT(VkDevice,
                                                         const VkDebugUtilsObjectTagInfoEXT*) {
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL QueueBeginDebugUtilsLabelEXT(VkQueue queue,
                                                        const VkDebugUtilsLabelEXT* pLabelInfo) {
    Queue::from(queue)->d3d12()->BeginEvent(kAnsiMetadata, pLabelInfo->pLabelName,
                                            static_cast<UINT>(strlen(pLabelInfo->pLabelName) + 1));
}

VKAPI_ATTR void VKAPI_CALL QueueEndDebugUtilsLabelEXT(VkQueue queue) {
    Queue::from(queue)->d3d12()->EndEvent();
}

VKAPI_ATTR void VKAPI_CALL QueueInsertDebugUtilsLabelEXT(VkQueue queue,
                                                         const VkDebugUtilsLabelEXT* pLabelInfo) {
    Queue::from(queue)->d3d12()->SetMarker(kAnsiMetadata, pLabelInfo->pLabelName,
                                           static_cast<UINT>(strlen(pLabelInfo->pLabelName) + 1));
}

}  // namespace entry
}  // namespace baker
