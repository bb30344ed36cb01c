#include "presenter.hpp"

#include "base/log.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "device/queue.hpp"
#include "memory/internal_buffer.hpp"
#include "resource/image.hpp"

namespace baker {
namespace {

constexpr uint32_t kPixelBytes = 4;

D3D12_PLACED_SUBRESOURCE_FOOTPRINT footprintOf(const Image& image) {
    constexpr uint32_t kAlignment = D3D12_TEXTURE_DATA_PITCH_ALIGNMENT;
    const VkExtent3D extent = image.extent();
    const uint32_t pitch = (extent.width * kPixelBytes + kAlignment - 1) / kAlignment * kAlignment;
    return {0, {image.info().dxgi, extent.width, extent.height, 1, pitch}};
}

void transition(ID3D12GraphicsCommandList* list, ID3D12Resource* resource,
                D3D12_RESOURCE_STATES before, D3D12_RESOURCE_STATES after) {
    D3D12_RESOURCE_BARRIER barrier{};
    barrier.Type = D3D12_RESOURCE_BARRIER_TYPE_TRANSITION;
    barrier.Transition = {resource, D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES, before, after};
    list->ResourceBarrier(1, &barrier);
}

}  // namespace

Presenter::Presenter(Device& device, Window& window)
    : device_(device), window_(window), thread_([this] { run(); }) {}

Presenter::~Presenter() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

VkResult Presenter::add(Image& image) {
    auto target = std::make_unique<Target>();
    const D3D12_SUBRESOURCE_FOOTPRINT footprint = footprintOf(image).Footprint;
    target->image = &image;
    target->buffer = TRY(createInternalBuffer(device_, D3D12_HEAP_TYPE_CUSTOM,
                                              uint64_t(footprint.RowPitch) * footprint.Height));
    target->pixels = {TRY(mapInternalBuffer(device_, target->buffer.Get())),
                      footprint.RowPitch,
                      {footprint.Width, footprint.Height}};
    TRY_VK(target->copied.create(device_, 0));
    targets_.push_back(std::move(target));
    return VK_SUCCESS;
}

VkResult Presenter::present(Queue& queue, uint32_t index, WaitableFence& shown, uint64_t value) {
    Target& target = *targets_[index];
    const auto type = device_.physicalDevice().queueFamilies()[queue.family()].type;
    ID3D12CommandList* list = TRY(copyList(target, type));
    queue.d3d12()->ExecuteCommandLists(1, &list);
    TRY_VK(device_.checkExecution(queue.d3d12()->Signal(target.copied.d3d12(), value),
                                  "ID3D12CommandQueue::Signal"));
    {
        std::lock_guard lock(mutex_);
        jobs_.push_back({&target, &shown, value});
    }
    changed_.notify_one();
    return VK_SUCCESS;
}

Result<ID3D12CommandList*> Presenter::copyList(Target& target, D3D12_COMMAND_LIST_TYPE type) {
    Copy& copy = target.copies[type];
    if (!copy.list) TRY_VK(record(target, type, copy));
    return static_cast<ID3D12CommandList*>(copy.list.Get());
}

VkResult Presenter::record(Target& target, D3D12_COMMAND_LIST_TYPE type, Copy& copy) {
    ID3D12Device* device = device_.d3d12();
    TRY_VK(device_.check(device->CreateCommandAllocator(type, IID_PPV_ARGS(&copy.allocator)),
                         "ID3D12Device::CreateCommandAllocator"));
    ComPtr<ID3D12GraphicsCommandList> list;
    TRY_VK(device_.check(
        device->CreateCommandList(0, type, copy.allocator.Get(), nullptr, IID_PPV_ARGS(&list)),
        "ID3D12Device::CreateCommandList"));
    // VK_IMAGE_LAYOUT_PRESENT_SRC_KHR is the common state, for all queues and kinds of barrier.
    ID3D12Resource* resource = target.image->resource();
    const D3D12_TEXTURE_COPY_LOCATION from{resource, D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
    D3D12_TEXTURE_COPY_LOCATION to{
        target.buffer.Get(), D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
    to.PlacedFootprint = footprintOf(*target.image);
    transition(list.Get(), resource, D3D12_RESOURCE_STATE_COMMON, D3D12_RESOURCE_STATE_COPY_SOURCE);
    list->CopyTextureRegion(&to, 0, 0, 0, &from, nullptr);
    transition(list.Get(), resource, D3D12_RESOURCE_STATE_COPY_SOURCE, D3D12_RESOURCE_STATE_COMMON);
    TRY_VK(device_.check(list->Close(), "ID3D12GraphicsCommandList::Close"));
    copy.list = std::move(list);
    return VK_SUCCESS;
}

void Presenter::run() {
    Job job;
    while (next(job)) {
        const FenceWait copied{&job.target->copied, job.value};
        const VkResult result = waitForFences({&copied, 1}, true, UINT64_MAX);
        if (result == VK_SUCCESS && status_ == VK_SUCCESS)
            status_ = window_.show(job.target->pixels);
        job.shown->signal(job.value);
    }
}

// The next job; false when there will be none.
bool Presenter::next(Job& job) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return false;
    job = jobs_.front();
    jobs_.pop_front();
    return true;
}

}  // namespace baker
