#include "host_commands.hpp"

#include "descriptor/descriptor_heap.hpp"
#include "device/device.hpp"

namespace baker {

HostCommands::HostCommands(Device& device)
    : device_(device),
      pool_(device, {VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO}, device.allocator(nullptr)) {}

Result<std::unique_ptr<HostCommands>> HostCommands::create(Device& device) {
    // Views go back to the heap when the commands are destroyed: services die in reverse order.
    TRY(device.service<ViewHeap>());
    auto made = std::make_unique<HostCommands>(device);
    TRY_VK(made->init());
    return made;
}

VkResult HostCommands::init() {
    D3D12_COMMAND_QUEUE_DESC desc{};
    desc.Type = pool_.listType();
    TRY_VK(device_.check(device_.d3d12()->CreateCommandQueue(&desc, IID_PPV_ARGS(&queue_)),
                         "ID3D12Device::CreateCommandQueue"));
    TRY_VK(done_.create(device_, 0));
    VkCommandBuffer commands = VK_NULL_HANDLE;
    TRY_VK(pool_.allocate(VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1, &commands));
    commands_ = CommandBuffer::from(commands);
    return VK_SUCCESS;
}

VkResult HostCommands::run(const std::function<void(Recorder&)>& record) {
    const std::lock_guard lock(mutex_);
    TRY_VK(device_.status());
    TRY_VK(commands_->begin());
    commands_->record([&record](Recorder& recorder) { record(recorder); });
    TRY_VK(commands_->end());
    return execute();
}

VkResult HostCommands::execute() {
    for (const CommandStep& step : commands_->steps())
        if (step.list) queue_->ExecuteCommandLists(1, &step.list);
    TRY_VK(device_.checkExecution(queue_->Signal(done_.d3d12(), ++submissions_),
                                  "ID3D12CommandQueue::Signal"));
    const FenceWait wait{&done_, submissions_};
    return waitForFences({&wait, 1}, true, UINT64_MAX);
}

}  // namespace baker
