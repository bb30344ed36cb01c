// The Vulkan objects that vkd3d makes, seen on their way to the driver: vkd3d gives no access to
// them, and mapping tiles needs them (proxy/tiled_resource.hpp). Its sparse objects become resident
// in part and aliased, as D3D12's are.
#pragma once

#include <vulkan/vulkan.h>

#include <vector>

#include "vulkan/scoped.hpp"

namespace baker::host {

// The last of each kind that a call of this thread has made.
struct MadeObjects {
    VkDevice device = VK_NULL_HANDLE;
    VkBuffer buffer = VK_NULL_HANDLE;
    VkImage image = VK_NULL_HANDLE;
};
const MadeObjects& lastMade();

// Where the subresources lie, in D3D12's order, of the image of linear tiling that a call makes
// while this lives.
class ImageLayouts : Scoped<std::vector<VkSubresourceLayout>*> {
  public:
    ImageLayouts();
    const std::vector<VkSubresourceLayout>& found() const { return found_; }

  private:
    std::vector<VkSubresourceLayout> found_;
};

// Of which a call of this thread has asked for the properties last.
VkFormat lastFormat();

}  // namespace baker::host
