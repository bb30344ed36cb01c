#include "proxy/tile_queue.hpp"

#include "d3d12/vkd3d_library.hpp"
#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

VkFence createFence(VkDevice device) {
    const VkFenceCreateInfo info = {VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    VkFence fence = VK_NULL_HANDLE;
    deviceFunction<PFN_vkCreateFence>(device, "vkCreateFence")(device, &info, nullptr, &fence);
    return fence;
}

void awaitAndDestroy(VkDevice device, VkFence fence) {
    deviceFunction<PFN_vkWaitForFences>(device, "vkWaitForFences")(device, 1, &fence, VK_TRUE,
                                                                   UINT64_MAX);
    deviceFunction<PFN_vkDestroyFence>(device, "vkDestroyFence")(device, fence, nullptr);
}

uint32_t countOf(const auto& binds) {
    return static_cast<uint32_t>(binds.size());
}

}  // namespace

TileQueue::TileQueue(ID3D12CommandQueue* queue, void* inner, ID3D12Fence* reached,
                     ID3D12Fence* done)
    : queue_(queue), inner_(inner), reached_(reached), done_(done), thread_([this] { run(); }) {}

TileQueue::~TileQueue() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
    reached_->Release();
    done_->Release();
}

void TileQueue::enqueue(TileUpdate update) {
    update.resource->AddRef();
    if (update.heap) update.heap->AddRef();
    const std::lock_guard lock(mutex_);
    const UINT64 number = ++last_;
    queue_->Signal(reached_, number);
    queue_->Wait(done_, number);
    jobs_.push_back({number, std::move(update)});
    changed_.notify_one();
}

void TileQueue::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        const Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        reached_->SetEventOnCompletion(job.number, nullptr);
        bind(job.update);
        done_->Signal(job.number);
        if (job.update.heap) job.update.heap->Release();
        job.update.resource->Release();
    }
}

void TileQueue::bind(const TileUpdate& update) {
    const TiledResource& tiled = *update.tiled;
    const SparseBinds binds = tiled.binds(update.changes);
    const uint32_t memoryBinds = countOf(binds.memory), imageBinds = countOf(binds.image);
    const VkSparseBufferMemoryBindInfo buffer = {tiled.buffer(), memoryBinds, binds.memory.data()};
    const VkSparseImageOpaqueMemoryBindInfo opaque = {tiled.image(), memoryBinds,
                                                      binds.memory.data()};
    const VkSparseImageMemoryBindInfo image = {tiled.image(), imageBinds, binds.image.data()};
    VkBindSparseInfo info = {VK_STRUCTURE_TYPE_BIND_SPARSE_INFO};
    info.bufferBindCount = tiled.buffer() && memoryBinds;
    info.pBufferBinds = &buffer;
    info.imageOpaqueBindCount = tiled.image() && memoryBinds;
    info.pImageOpaqueBinds = &opaque;
    info.imageBindCount = imageBinds != 0;
    info.pImageBinds = &image;
    const VkFence fence = createFence(tiled.device());
    if (!fence) return;
    const VkQueue queue = vkd3dAcquireQueue(inner_);
    const VkResult result = deviceFunction<PFN_vkQueueBindSparse>(
        tiled.device(), "vkQueueBindSparse")(queue, 1, &info, fence);
    vkd3dReleaseQueue(inner_);
    if (result == VK_SUCCESS)
        awaitAndDestroy(tiled.device(), fence);
    else
        deviceFunction<PFN_vkDestroyFence>(tiled.device(), "vkDestroyFence")(tiled.device(), fence,
                                                                             nullptr);
}

}  // namespace baker::host
