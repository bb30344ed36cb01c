// Methods of the device that vkd3d refuses though it can do them.
#include "proxies.hpp"

namespace baker::host {

// The creator's id only groups queues for the scheduler.
HRESULT DeviceProxy::CreateCommandQueue1(const D3D12_COMMAND_QUEUE_DESC* desc, REFIID, REFIID riid,
                                         void** queue) {
    return CreateCommandQueue(desc, riid, queue);
}

}  // namespace baker::host
