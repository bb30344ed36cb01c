#include "step_recorder.hpp"

#include <algorithm>

#include "device/device.hpp"

namespace baker {

Result<ID3D12GraphicsCommandList*> StepRecorder::begin() {
    // A recording may be reset before its end, but D3D12 refuses to reset an allocator that an open
    // list uses. What the abandoned list met does not matter.
    if (isOpen_) (void)end();
    stepCount_ = 0;
    if (!allocator_) {
        TRY_VK(
            device_.check(device_.d3d12()->CreateCommandAllocator(type_, IID_PPV_ARGS(&allocator_)),
                          "ID3D12Device::CreateCommandAllocator"));
    } else {
        TRY_VK(device_.check(allocator_->Reset(), "ID3D12CommandAllocator::Reset"));
    }
    return openList();
}

Result<ID3D12GraphicsCommandList*> StepRecorder::openList() {
    if (stepCount_ == lists_.size()) {
        ComPtr<ID3D12GraphicsCommandList> list;
        TRY_VK(device_.check(device_.d3d12()->CreateCommandList(0, type_, allocator_.Get(), nullptr,
                                                                IID_PPV_ARGS(&list)),
                             "ID3D12Device::CreateCommandList"));
        lists_.push_back(std::move(list));
    } else {
        TRY_VK(device_.check(lists_[stepCount_]->Reset(allocator_.Get(), nullptr),
                             "ID3D12GraphicsCommandList::Reset"));
    }
    if (stepCount_ == steps_.size()) steps_.emplace_back();
    isOpen_ = true;
    ID3D12GraphicsCommandList* list = lists_[stepCount_].Get();
    CommandStep& step = steps_[stepCount_++];
    step.waits.clear();
    step.changes.clear();
    step.queryPools.clear();
    step.list = list;
    return list;
}

Result<ID3D12GraphicsCommandList*> StepRecorder::cut() {
    TRY_VK(end());
    return openList();
}

VkResult StepRecorder::end() {
    if (!isOpen_) return VK_SUCCESS;
    isOpen_ = false;
    return device_.check(lists_[stepCount_ - 1]->Close(), "ID3D12GraphicsCommandList::Close");
}

void StepRecorder::release() {
    isOpen_ = false;
    stepCount_ = 0;
    steps_.clear();
    lists_.clear();
    allocator_.Reset();
}

void StepRecorder::writesQueries(QueryPool* pool) {
    std::vector<QueryPool*>& pools = current().queryPools;
    if (std::find(pools.begin(), pools.end(), pool) == pools.end()) pools.push_back(pool);
}

bool StepRecorder::setsItself(const Event* event) const {
    bool set = false;
    for (const CommandStep& step : steps())
        for (const CommandStep::EventChange& change : step.changes)
            if (change.event == event) set = change.set;
    return set;
}

}  // namespace baker
