#include "descriptor_pool.hpp"

#include <algorithm>
#include <memory>

#include "base/chain.hpp"
#include "device/device.hpp"
#include "memory/internal_buffer.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint32_t kInlineUnit = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;

struct PoolContents {
    uint64_t slots = 0;
    uint64_t inlineBytes = 0;
    uint32_t inlineBindings = 0;
};

PoolContents poolContents(const VkDescriptorPoolCreateInfo& info) {
    PoolContents contents;
    if (const auto* inlineInfo = findInChain<VkDescriptorPoolInlineUniformBlockCreateInfo>(
            info.pNext, VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_INLINE_UNIFORM_BLOCK_CREATE_INFO))
        contents.inlineBindings = inlineInfo->maxInlineUniformBlockBindings;
    for (uint32_t i = 0; i < info.poolSizeCount; ++i) {
        const VkDescriptorPoolSize& size = info.pPoolSizes[i];
        const DescriptorTypeInfo* type = descriptorTypeInfo(size.type);
        if (size.type == VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK)
            contents.inlineBytes += size.descriptorCount;
        else if (size.type == VK_DESCRIPTOR_TYPE_MUTABLE_EXT || (type && type->resource))
            contents.slots += size.descriptorCount;
    }
    contents.slots += contents.inlineBindings;
    return contents;
}

}  // namespace

DescriptorPool::~DescriptorPool() {
    if (heap_) heap_->free(range_);
}

VkResult DescriptorPool::init(const VkDescriptorPoolCreateInfo& info) {
    const PoolContents contents = poolContents(info);
    maxSets_ = info.maxSets;
    hostOnly_ = info.flags & VK_DESCRIPTOR_POOL_CREATE_HOST_ONLY_BIT_EXT;
    if (contents.inlineBytes)
        TRY_VK(initInlineUniforms(contents.inlineBytes, contents.inlineBindings));
    return contents.slots ? initSlots(contents.slots) : VK_SUCCESS;
}

VkResult DescriptorPool::initSlots(uint64_t count) {
    constexpr auto kType = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV;
    if (count > UINT32_MAX) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    range_ = {0, static_cast<uint32_t>(count)};
    if (!hostOnly_) {
        ViewHeap* heap = TRY(device_.service<ViewHeap>());
        const auto range = heap->allocate(range_.count);
        if (!range) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
        heap_ = heap;
        range_ = *range;
    }
    slots_.reset(range_);
    increment_ = device_.d3d12()->GetDescriptorHandleIncrementSize(kType);
    const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = kType, .NumDescriptors = range_.count};
    TRY_VK(device_.check(device_.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&mirror_)),
                         "ID3D12Device::CreateDescriptorHeap"));
    mirrorStart_ = mirror_->GetCPUDescriptorHandleForHeapStart();
    return VK_SUCCESS;
}

VkResult DescriptorPool::initInlineUniforms(uint64_t bytes, uint32_t bindings) {
    const uint64_t units = bytes / kInlineUnit + bindings;
    inlineBuffer_ = TRY(createInternalBuffer(device_, D3D12_HEAP_TYPE_UPLOAD, units * kInlineUnit));
    inlineData_ = TRY(mapInternalBuffer(device_, inlineBuffer_.Get()));
    inlineUnits_.reset({0, static_cast<uint32_t>(units)});
    return VK_SUCCESS;
}

VkResult DescriptorPool::allocate(const VkDescriptorSetAllocateInfo& info, VkDescriptorSet* sets) {
    const auto* variable = findInChain<VkDescriptorSetVariableDescriptorCountAllocateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_DESCRIPTOR_SET_VARIABLE_DESCRIPTOR_COUNT_ALLOCATE_INFO);
    for (uint32_t i = 0; i < info.descriptorSetCount; ++i) {
        // Without counts given, variable-sized bindings are empty.
        const uint32_t count =
            variable && variable->descriptorSetCount ? variable->pDescriptorCounts[i] : 0;
        auto set = allocateOne(DescriptorSetLayout::from(info.pSetLayouts[i])->info(), count);
        if (!set.ok()) {
            for (uint32_t j = 0; j < i; ++j) free(*DescriptorSet::from(sets[j]));
            std::fill_n(sets, info.descriptorSetCount, VkDescriptorSet(VK_NULL_HANDLE));
            return set.error();
        }
        sets[i] = set.value()->handle();
    }
    return VK_SUCCESS;
}

Result<DescriptorSet*> DescriptorPool::allocateOne(
    const std::shared_ptr<const SetLayoutInfo>& layout, uint32_t variableCount) {
    const uint32_t slotCount = layout->slotsFor(variableCount);
    const uint32_t unitCount = layout->inlineBytes() / kInlineUnit;
    const auto refuse = [](const RangeAllocator& ranges, uint32_t count) {
        return ranges.available() >= count ? VK_ERROR_FRAGMENTED_POOL : VK_ERROR_OUT_OF_POOL_MEMORY;
    };
    if (sets_.size() - freeSets_.size() >= maxSets_) return VK_ERROR_OUT_OF_POOL_MEMORY;
    const auto slots = slots_.allocate(slotCount);
    if (!slots) return refuse(slots_, slotCount);
    const auto units = inlineUnits_.allocate(unitCount);
    if (!units) {
        slots_.free(*slots);
        return refuse(inlineUnits_, unitCount);
    }
    DescriptorSet* set = newSet();
    if (const VkResult result = set->samplers.init(
            device_, *layout, layout->samplerSlotsFor(variableCount), hostOnly_)) {
        slots_.free(*slots);
        inlineUnits_.free(*units);
        freeSets_.push_back(set);
        return result;
    }
    set->layout = layout;
    set->dynamicSizes.assign(layout->dynamicCount(), 0);
    set->slots = *slots;
    set->inlineUnits = *units;
    place(*set);
    clear(*set);
    return set;
}

DescriptorSet* DescriptorPool::newSet() {
    if (freeSets_.empty()) return &sets_.emplace_back();
    DescriptorSet* set = freeSets_.back();
    freeSets_.pop_back();
    return set;
}

// The addresses of the set's ranges.
void DescriptorPool::place(DescriptorSet& set) const {
    if (set.slots.count) {
        set.increment = increment_;
        set.mirror.ptr = mirrorStart_.ptr + size_t(set.slots.first - range_.first) * increment_;
        if (heap_) {
            set.visible = heap_->cpu(set.slots.first);
            set.table = heap_->gpu(set.slots.first);
        }
    }
    if (set.inlineUnits.count) {
        const uint64_t offset = uint64_t(set.inlineUnits.first) * kInlineUnit;
        set.inlineUniforms = {inlineData_ + offset, inlineBuffer_->GetGPUVirtualAddress() + offset};
    }
}

// Null descriptors, and views of the inline uniform blocks.
void DescriptorPool::clear(const DescriptorSet& set) const {
    constexpr auto kType = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV;
    ID3D12Device* device = device_.d3d12();
    const uint32_t nulls = std::min(set.layout->nullSlots(), set.slots.count);
    ID3D12DescriptorHeap* source = nulls ? set.layout->nullDescriptors(device) : nullptr;
    if (source) {
        const auto from = source->GetCPUDescriptorHandleForHeapStart();
        device->CopyDescriptorsSimple(nulls, set.mirror, from, kType);
        if (set.visible.ptr) device->CopyDescriptorsSimple(nulls, set.visible, from, kType);
    }
    for (const SetLayoutBinding& binding : set.layout->bindings()) {
        if (!binding.isInlineBlock() || binding.count == 0) continue;
        const D3D12_CONSTANT_BUFFER_VIEW_DESC desc{
            .BufferLocation = set.inlineUniforms.address + binding.inlineOffset,
            .SizeInBytes = (binding.count + kInlineUnit - 1) & ~(kInlineUnit - 1)};
        const uint64_t slotOffset = uint64_t(binding.slot) * increment_;
        device->CreateConstantBufferView(&desc, {set.mirror.ptr + slotOffset});
        if (set.visible.ptr)
            device->CreateConstantBufferView(&desc, {set.visible.ptr + slotOffset});
    }
}

void DescriptorPool::free(DescriptorSet& set) {
    slots_.free(set.slots);
    inlineUnits_.free(set.inlineUnits);
    std::destroy_at(&set);
    std::construct_at(&set);
    freeSets_.push_back(&set);
}

void DescriptorPool::reset() {
    sets_.clear();
    freeSets_.clear();
    slots_.reset(range_);
    if (inlineBuffer_)
        inlineUnits_.reset(
            {0, static_cast<uint32_t>(inlineBuffer_->GetDesc().Width / kInlineUnit)});
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateDescriptorPool(VkDevice device,
                                                    const VkDescriptorPoolCreateInfo* pCreateInfo,
                                                    const VkAllocationCallbacks* pAllocator,
                                                    VkDescriptorPool* pDescriptorPool) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    auto* pool = newObject<DescriptorPool>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, owner);
    if (!pool) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const VkResult result = pool->init(*pCreateInfo)) {
        deleteObject(allocator, pool);
        return result;
    }
    *pDescriptorPool = pool->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyDescriptorPool(VkDevice device, VkDescriptorPool descriptorPool,
                                                 const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), DescriptorPool::from(descriptorPool));
}

VKAPI_ATTR VkResult VKAPI_CALL ResetDescriptorPool(VkDevice, VkDescriptorPool descriptorPool,
                                                   VkDescriptorPoolResetFlags) {
    DescriptorPool::from(descriptorPool)->reset();
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL AllocateDescriptorSets(
    VkDevice, const VkDescriptorSetAllocateInfo* pAllocateInfo, VkDescriptorSet* pDescriptorSets) {
    return DescriptorPool::from(pAllocateInfo->descriptorPool)
        ->allocate(*pAllocateInfo, pDescriptorSets);
}

VKAPI_ATTR VkResult VKAPI_CALL FreeDescriptorSets(VkDevice, VkDescriptorPool descriptorPool,
                                                  uint32_t descriptorSetCount,
                                                  const VkDescriptorSet* pDescriptorSets) {
    for (uint32_t i = 0; i < descriptorSetCount; ++i)
        if (pDescriptorSets[i])
            DescriptorPool::from(descriptorPool)->free(*DescriptorSet::from(pDescriptorSets[i]));
    return VK_SUCCESS;
}

}  // namespace baker::entry
