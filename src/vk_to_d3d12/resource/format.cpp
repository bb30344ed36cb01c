#include "format.hpp"

#include <algorithm>
#include <iterator>

namespace baker {
namespace {

constexpr VkImageAspectFlags Color = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr VkImageAspectFlags Depth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr VkImageAspectFlags Stencil = VK_IMAGE_ASPECT_STENCIL_BIT;
constexpr VkImageAspectFlags DepthStencil = Depth | Stencil;

constexpr FormatInfo kFormats[] = {
#define X(vulkan, dxgi, bytes, width, height, aspects) \
    {VK_FORMAT_##vulkan, DXGI_FORMAT_##dxgi, bytes, width, height, aspects},
#include "formats.def"
#undef X
};
static_assert(std::is_sorted(std::begin(kFormats), std::end(kFormats),
                             [](const FormatInfo& a, const FormatInfo& b) {
                                 return a.vulkan < b.vulkan;
                             }));

}  // namespace

const FormatInfo* formatInfo(VkFormat format) {
    const auto* it =
        std::lower_bound(std::begin(kFormats), std::end(kFormats), format,
                         [](const FormatInfo& info, VkFormat key) { return info.vulkan < key; });
    return it != std::end(kFormats) && it->vulkan == format ? it : nullptr;
}

// Nothing: there are no images yet, and shaders cannot name texel buffers yet.
FormatFeatures formatFeatures(const Capabilities&, VkFormat) {
    return {};
}

}  // namespace baker
