#include "sampler_heap.hpp"

#include <cstddef>
#include <cstring>

#include "device/device.hpp"

namespace baker {
namespace {

constexpr auto kType = D3D12_DESCRIPTOR_HEAP_TYPE_SAMPLER;
constexpr uint32_t kChunk = 256;

}  // namespace

Result<std::unique_ptr<SamplerHeap>> SamplerHeap::create(Device& device) {
    auto heap = std::make_unique<SamplerHeap>(device);
    TRY_VK(heap->init());
    return heap;
}

VkResult SamplerHeap::init() {
    device_.d3d12()->QueryInterface(IID_PPV_ARGS(&device11_));
    const D3D12_DESCRIPTOR_HEAP_DESC desc{
        .Type = kType,
        .NumDescriptors = D3D12_MAX_SHADER_VISIBLE_SAMPLER_HEAP_SIZE,
        .Flags = D3D12_DESCRIPTOR_HEAP_FLAG_SHADER_VISIBLE};
    TRY_VK(device_.check(device_.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&heap_)),
                         "ID3D12Device::CreateDescriptorHeap"));
    cpuStart_ = heap_->GetCPUDescriptorHandleForHeapStart();
    gpuStart_ = heap_->GetGPUDescriptorHandleForHeapStart();
    increment_ = device_.d3d12()->GetDescriptorHandleIncrementSize(kType);
    ranges_.reset({0, desc.NumDescriptors});
    const D3D12_SAMPLER_DESC2 nearest{.Filter = D3D12_FILTER_MIN_MAG_MIP_POINT,
                                      .AddressU = D3D12_TEXTURE_ADDRESS_MODE_WRAP,
                                      .AddressV = D3D12_TEXTURE_ADDRESS_MODE_WRAP,
                                      .AddressW = D3D12_TEXTURE_ADDRESS_MODE_WRAP,
                                      .MaxAnisotropy = 1,
                                      .ComparisonFunc = D3D12_COMPARISON_FUNC_NEVER,
                                      .MaxLOD = D3D12_FLOAT32_MAX};
    return intern(nearest).error();
}

VkResult SamplerHeap::addChunk() {
    const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = kType, .NumDescriptors = kChunk};
    ComPtr<ID3D12DescriptorHeap> chunk;
    TRY_VK(device_.check(device_.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&chunk)),
                         "ID3D12Device::CreateDescriptorHeap"));
    chunks_.push_back(std::move(chunk));
    return VK_SUCCESS;
}

D3D12_CPU_DESCRIPTOR_HANDLE SamplerHeap::source(SamplerId id) const {
    const auto start = chunks_[id / kChunk]->GetCPUDescriptorHandleForHeapStart();
    return {start.ptr + size_t(id % kChunk) * increment_};
}

Result<SamplerId> SamplerHeap::intern(const D3D12_SAMPLER_DESC2& desc) {
    Key key;
    std::memcpy(key.data(), &desc, sizeof(desc));
    const std::lock_guard lock(mutex_);
    if (const auto it = ids_.find(key); it != ids_.end()) return it->second;
    const auto id = static_cast<SamplerId>(ids_.size());
    if (id / kChunk == chunks_.size()) TRY_VK(addChunk());
    write(desc, source(id));
    ids_.emplace(key, id);
    return id;
}

void SamplerHeap::write(const D3D12_SAMPLER_DESC2& desc, D3D12_CPU_DESCRIPTOR_HANDLE handle) const {
    if (desc.Flags && device11_) return device11_->CreateSampler2(&desc, handle);
    D3D12_SAMPLER_DESC first;  // the structure that the later one extends
    static_assert(offsetof(D3D12_SAMPLER_DESC2, Flags) == sizeof(first));
    std::memcpy(&first, &desc, sizeof(first));
    device_.d3d12()->CreateSampler(&first, handle);
}

void SamplerHeap::copy(IndexRange range, std::span<const SamplerId> samplers) {
    for (uint32_t i = 0; i < samplers.size(); ++i)
        device_.d3d12()->CopyDescriptorsSimple(
            1, {cpuStart_.ptr + size_t(range.first + i) * increment_}, source(samplers[i]), kType);
}

Result<IndexRange> SamplerHeap::place(std::span<const SamplerId> samplers) {
    const auto range = ranges_.allocate(static_cast<uint32_t>(samplers.size()));
    if (!range) return VK_ERROR_OUT_OF_POOL_MEMORY;
    copy(*range, samplers);
    return *range;
}

Result<SamplerTable> SamplerHeap::share(std::span<const SamplerId> samplers) {
    const std::lock_guard lock(mutex_);
    std::vector<SamplerId> key(samplers.begin(), samplers.end());
    auto it = shared_.find(key);
    if (it == shared_.end()) {
        const IndexRange range = TRY(place(samplers));
        it = shared_.emplace(std::move(key), Shared{range}).first;
        sharedByIndex_.emplace(range.first, it);
    }
    ++it->second.users;
    return SamplerTable{it->second.range, true};
}

Result<SamplerTable> SamplerHeap::own(std::span<const SamplerId> samplers) {
    const std::lock_guard lock(mutex_);
    return SamplerTable{TRY(place(samplers)), false};
}

void SamplerHeap::write(const SamplerTable& table, std::span<const SamplerId> samplers) {
    const std::lock_guard lock(mutex_);
    copy(table.range, samplers);
}

void SamplerHeap::release(const SamplerTable& table) {
    if (table.range.count == 0) return;
    const std::lock_guard lock(mutex_);
    if (table.isShared) {
        const auto it = sharedByIndex_.find(table.range.first);
        if (--it->second->second.users) return;
        shared_.erase(it->second);
        sharedByIndex_.erase(it);
    }
    ranges_.free(table.range);
}

}  // namespace baker
