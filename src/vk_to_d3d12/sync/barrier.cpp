#include "barrier.hpp"

#include <bit>
#include <memory>

#include "base/com.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "stage_access.hpp"

namespace baker {
namespace {

// The resource that legacy transitions name when a dependency covers all of them.
struct BarrierResource {
    ComPtr<ID3D12Resource> buffer;

    static Result<std::unique_ptr<BarrierResource>> create(Device& device) {
        D3D12_HEAP_PROPERTIES heap{};
        heap.Type = D3D12_HEAP_TYPE_DEFAULT;
        D3D12_RESOURCE_DESC desc{};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
        desc.Width = D3D12_DEFAULT_RESOURCE_PLACEMENT_ALIGNMENT;
        desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
        desc.SampleDesc.Count = 1;
        desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
        desc.Flags = D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS;
        auto resource = std::make_unique<BarrierResource>();
        TRY_VK(device.check(device.d3d12()->CreateCommittedResource(
                                &heap, D3D12_HEAP_FLAG_NONE, &desc, D3D12_RESOURCE_STATE_COMMON,
                                nullptr, IID_PPV_ARGS(&resource->buffer)),
                            "ID3D12Device::CreateCommittedResource"));
        return resource;
    }
};

// A few barriers for one ResourceBarrier call.
class LegacyBarriers {
  public:
    explicit LegacyBarriers(ID3D12Resource* resource) : resource_(resource) {}

    void addUnorderedAccess() { next().Type = D3D12_RESOURCE_BARRIER_TYPE_UAV; }
    void addAliasing() { next().Type = D3D12_RESOURCE_BARRIER_TYPE_ALIASING; }

    void addTransition(uint32_t before, uint32_t after) {
        D3D12_RESOURCE_BARRIER& barrier = next();
        barrier.Type = D3D12_RESOURCE_BARRIER_TYPE_TRANSITION;
        barrier.Transition = {resource_, D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES,
                              static_cast<D3D12_RESOURCE_STATES>(before),
                              static_cast<D3D12_RESOURCE_STATES>(after)};
    }

    void record(ID3D12GraphicsCommandList* list) const { list->ResourceBarrier(count_, barriers_); }

  private:
    D3D12_RESOURCE_BARRIER& next() { return barriers_[count_++] = {}; }

    ID3D12Resource* const resource_;
    D3D12_RESOURCE_BARRIER barriers_[32];  // 5 states before and after, and three
    UINT count_ = 0;
};

// The states of a scope, one after the other: each write state, all read states, COMMON.
template <typename F>
void forEachState(const BarrierScope& scope, bool reads, const F& f) {
    for (uint32_t left = scope.writeStates; left; left &= left - 1) f(1u << std::countr_zero(left));
    if (reads && scope.readStates) f(scope.readStates);
    if (scope.host) f(static_cast<uint32_t>(D3D12_RESOURCE_STATE_COMMON));
}

// D3D12 without enhanced barriers has two that name no resource, for unordered access and for
// aliasing; drivers take the latter, without resources, as a flush of everything. vkd3d ignores it,
// and orders and flushes by the stages of whatever transition it sees: so every pair of states that
// the dependency is about is a transition of a buffer made for that purpose.
void recordLegacy(ID3D12GraphicsCommandList* list, ID3D12Resource* resource,
                  const BarrierScope& before, const BarrierScope& after) {
    LegacyBarriers barriers(resource);
    barriers.addUnorderedAccess();
    barriers.addAliasing();
    forEachState(before, !before.writeStates, [&](uint32_t from) {
        forEachState(after, true, [&](uint32_t to) {
            if (from != to) {
                barriers.addTransition(from, to);
            } else if (from == D3D12_RESOURCE_STATE_COPY_DEST) {
                barriers.addTransition(from, D3D12_RESOURCE_STATE_COPY_SOURCE);
                barriers.addTransition(D3D12_RESOURCE_STATE_COPY_SOURCE, to);
            }
        });
    });
    barriers.record(list);
}

void recordEnhanced(ID3D12GraphicsCommandList7* list, const BarrierScope& before,
                    const BarrierScope& after) {
    const D3D12_GLOBAL_BARRIER barrier = {before.sync, after.sync, before.access, after.access};
    D3D12_BARRIER_GROUP group{};
    group.Type = D3D12_BARRIER_TYPE_GLOBAL;
    group.NumBarriers = 1;
    group.pGlobalBarriers = &barrier;
    list->Barrier(1, &group);
}

template <typename Barrier>
MemoryDependency dependencyOf(const Barrier& barrier) {
    return {barrier.srcStageMask, barrier.srcAccessMask, barrier.dstStageMask,
            barrier.dstAccessMask};
}

}  // namespace

MemoryDependency& MemoryDependency::operator|=(const MemoryDependency& other) {
    srcStages |= other.srcStages;
    srcAccess |= other.srcAccess;
    dstStages |= other.dstStages;
    dstAccess |= other.dstAccess;
    return *this;
}

MemoryDependency mergeDependencies(const VkDependencyInfo& info) {
    MemoryDependency merged;
    for (uint32_t i = 0; i < info.memoryBarrierCount; ++i)
        merged |= dependencyOf(info.pMemoryBarriers[i]);
    for (uint32_t i = 0; i < info.bufferMemoryBarrierCount; ++i)
        merged |= dependencyOf(info.pBufferMemoryBarriers[i]);
    for (uint32_t i = 0; i < info.imageMemoryBarrierCount; ++i)
        merged |= dependencyOf(info.pImageMemoryBarriers[i]);
    return merged;
}

void recordMemoryDependency(Device& device, ID3D12GraphicsCommandList* list,
                            const MemoryDependency& dependency) {
    const D3D12_COMMAND_LIST_TYPE type = list->GetType();
    const BarrierScope before = firstScope(dependency.srcStages, dependency.srcAccess, type);
    const BarrierScope after = secondScope(dependency.dstStages, dependency.dstAccess, type);
    if (before.sync == D3D12_BARRIER_SYNC_NONE || after.sync == D3D12_BARRIER_SYNC_NONE) return;

    ComPtr<ID3D12GraphicsCommandList7> list7;
    if (device.capabilities().options12.EnhancedBarriersSupported &&
        SUCCEEDED(list->QueryInterface(IID_PPV_ARGS(&list7))))
        return recordEnhanced(list7.Get(), before, after);
    Result<BarrierResource*> resource = device.service<BarrierResource>();
    if (resource.ok()) recordLegacy(list, resource.value()->buffer.Get(), before, after);
}

}  // namespace baker
