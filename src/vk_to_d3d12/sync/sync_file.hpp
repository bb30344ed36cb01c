// Payloads of fences and semaphores as sync files (VK_KHR_external_fence_fd,
// VK_KHR_external_semaphore_fd). D3D12 has none: what is exported is waited for first, and told as
// -1, which Vulkan takes for a file that is signalled; what is imported is waited for as well.
#pragma once

#include <vulkan/vulkan.h>

namespace baker {

// Until the file is signalled, and closes it; -1 is. VK_ERROR_INVALID_EXTERNAL_HANDLE.
VkResult consumeSyncFile(int descriptor);

}  // namespace baker
