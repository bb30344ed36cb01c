#include "vulkan/vkd3d_bindings.hpp"

#include <algorithm>
#include <array>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

using Views = std::span<const D3D12_VERTEX_BUFFER_VIEW>;

constexpr size_t kBuffers = D3D12_IA_VERTEX_INPUT_RESOURCE_SLOT_COUNT;

struct Functions {
    PFN_vkCmdBindVertexBuffers bindVertexBuffers;
    PFN_vkCmdBindVertexBuffers2EXT bindVertexBuffers2;
    PFN_vkCmdBindIndexBuffer bindIndexBuffer;
    PFN_vkCmdBindIndexBuffer2KHR bindIndexBuffer2;
};
Functions next;

thread_local Views vertexViews;
thread_local const D3D12_INDEX_BUFFER_VIEW* indexView = nullptr;

void VKAPI_PTR bindVertexBuffers(VkCommandBuffer list, uint32_t first, uint32_t count,
                                 const VkBuffer* buffers, const VkDeviceSize* offsets) {
    if (count > vertexViews.size() || count > kBuffers)
        return next.bindVertexBuffers(list, first, count, buffers, offsets);
    std::array<VkDeviceSize, kBuffers> sizes;
    std::ranges::transform(vertexViews.first(count), sizes.begin(),
                           [](const auto& view) { return view.SizeInBytes; });
    next.bindVertexBuffers2(list, first, count, buffers, offsets, sizes.data(), nullptr);
}

void VKAPI_PTR bindIndexBuffer(VkCommandBuffer list, VkBuffer buffer, VkDeviceSize offset,
                               VkIndexType type) {
    if (!indexView) return next.bindIndexBuffer(list, buffer, offset, type);
    next.bindIndexBuffer2(list, buffer, offset, indexView->SizeInBytes, type);
}

}  // namespace

VertexBufferSizes::VertexBufferSizes(const DeviceExtensions& has,
                                     const D3D12_VERTEX_BUFFER_VIEW* views, UINT count)
    : Scoped(vertexViews, has.vertexBufferSizes && views ? Views(views, count) : Views()) {}

IndexBufferSize::IndexBufferSize(const DeviceExtensions& has, const D3D12_INDEX_BUFFER_VIEW* view)
    : Scoped(indexView, has.indexBufferSizes ? view : nullptr) {}

std::span<const Interception> bindingInterceptions() {
    static const Interception rows[] = {
        intercept("vkCmdBindVertexBuffers", bindVertexBuffers, next.bindVertexBuffers),
        intercept("vkCmdBindIndexBuffer", bindIndexBuffer, next.bindIndexBuffer),
        use("vkCmdBindVertexBuffers2EXT", next.bindVertexBuffers2),
        use("vkCmdBindIndexBuffer2KHR", next.bindIndexBuffer2),
    };
    return rows;
}

}  // namespace baker::host
