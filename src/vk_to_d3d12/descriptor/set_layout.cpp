#include "set_layout.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "descriptor_view.hpp"
#include "resource/sampler.hpp"

namespace baker {
namespace {

constexpr auto kSrv = D3D12_DESCRIPTOR_RANGE_TYPE_SRV;
constexpr auto kUav = D3D12_DESCRIPTOR_RANGE_TYPE_UAV;
constexpr auto kCbv = D3D12_DESCRIPTOR_RANGE_TYPE_CBV;

// Indexed by the core types' values, VK_DESCRIPTOR_TYPE_SAMPLER (0) onwards.
constexpr DescriptorTypeInfo kTypes[] = {
    {.sampler = true},                    // SAMPLER
    {.resource = kSrv, .sampler = true},  // COMBINED_IMAGE_SAMPLER
    {.resource = kSrv},                   // SAMPLED_IMAGE
    {.resource = kUav},                   // STORAGE_IMAGE
    {.resource = kSrv},                   // UNIFORM_TEXEL_BUFFER
    {.resource = kUav},                   // STORAGE_TEXEL_BUFFER
    {.resource = kCbv},                   // UNIFORM_BUFFER
    {.resource = kUav},                   // STORAGE_BUFFER
    {.resource = kSrv, .dynamic = true},  // UNIFORM_BUFFER_DYNAMIC: a raw buffer
    {.resource = kUav, .dynamic = true},  // STORAGE_BUFFER_DYNAMIC
    {.resource = kSrv},                   // INPUT_ATTACHMENT
};
constexpr DescriptorTypeInfo kInlineBlock{.resource = kCbv};

// Constant buffers begin at multiples of 256 bytes
// (D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT).
constexpr uint32_t inlineSize(uint32_t bytes) {
    return (bytes + 255) & ~255u;
}

// The types that descriptors of binding `index` of the create info can have.
std::vector<VkDescriptorType> typesOf(const VkDescriptorSetLayoutCreateInfo& info, uint32_t index) {
    const VkDescriptorType type = info.pBindings[index].descriptorType;
    if (type != VK_DESCRIPTOR_TYPE_MUTABLE_EXT) return {type};
    const auto* lists = findInChain<VkMutableDescriptorTypeCreateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_MUTABLE_DESCRIPTOR_TYPE_CREATE_INFO_EXT);
    if (!lists || index >= lists->mutableDescriptorTypeListCount) return {};
    const VkMutableDescriptorTypeListEXT& list = lists->pMutableDescriptorTypeLists[index];
    return {list.pDescriptorTypes, list.pDescriptorTypes + list.descriptorTypeCount};
}

// A set of more slots starts with whatever was there: arrays of that size are partially bound.
constexpr uint32_t kMaxNullSlots = 256;

}  // namespace

const DescriptorTypeInfo* descriptorTypeInfo(VkDescriptorType type) {
    if (static_cast<size_t>(type) < std::size(kTypes)) return &kTypes[type];
    return type == VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK ? &kInlineBlock : nullptr;
}

uint32_t SetLayoutBinding::planes() const {
    uint32_t planes = 1;
    for (const YcbcrConversion& conversion : conversions)
        planes = std::max<uint32_t>(planes, conversion.planes);
    return planes;
}

SetLayoutInfo::SetLayoutInfo(const VkDescriptorSetLayoutCreateInfo& info) {
    const auto* flags = findInChain<VkDescriptorSetLayoutBindingFlagsCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_BINDING_FLAGS_CREATE_INFO);
    std::vector<uint32_t> order(info.bindingCount);
    for (uint32_t i = 0; i < info.bindingCount; ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return info.pBindings[a].binding < info.pBindings[b].binding;
    });
    bindings_.reserve(info.bindingCount);
    updatedAfterBind_ = info.flags & VK_DESCRIPTOR_SET_LAYOUT_CREATE_UPDATE_AFTER_BIND_POOL_BIT;
    for (uint32_t i : order)
        add(info.pBindings[i], typesOf(info, i),
            flags && flags->bindingCount ? flags->pBindingFlags[i] : 0);
}

void SetLayoutInfo::add(const VkDescriptorSetLayoutBinding& source,
                        std::vector<VkDescriptorType> types, VkDescriptorBindingFlags flags) {
    bool sampler = false, dynamic = false;
    uint32_t ranges = 0;
    for (const VkDescriptorType type : types) {
        const DescriptorTypeInfo* info = descriptorTypeInfo(type);
        if (!info) return;  // of an extension that the driver does not have
        if (info->resource) ranges |= 1u << *info->resource;
        sampler |= info->sampler;
        dynamic |= info->dynamic;
    }
    SetLayoutBinding binding{.binding = source.binding,
                             .type = source.descriptorType,
                             .types = std::move(types),
                             .ranges = ranges,
                             .count = source.descriptorCount,
                             .flags = flags};
    if (sampler) {
        binding.samplerSlot = samplerSlots_;
        samplerSlots_ += binding.count;
        if (source.pImmutableSamplers)
            for (uint32_t i = 0; i < source.descriptorCount; ++i) {
                const Sampler* sampler = Sampler::from(source.pImmutableSamplers[i]);
                binding.immutableSamplers.push_back(sampler->samplerId());
                binding.unnormalizedCoordinates |= sampler->unnormalizedCoordinates();
                if (sampler->conversion()) binding.conversions.push_back(*sampler->conversion());
            }
    }
    if (ranges) {
        binding.slot = slots_;
        slots_ += binding.slots();
    }
    if (dynamic) {
        binding.dynamicIndex = dynamicCount_;
        dynamicCount_ += binding.count;
    }
    if (binding.isInlineBlock()) {
        binding.inlineOffset = inlineBytes_;
        inlineBytes_ += inlineSize(binding.count);
    }
    bindings_.push_back(std::move(binding));
}

const SetLayoutBinding* SetLayoutInfo::findSparse(uint32_t number) const {
    const auto it = std::lower_bound(
        bindings_.begin(), bindings_.end(), number,
        [](const SetLayoutBinding& binding, uint32_t value) { return binding.binding < value; });
    return it != bindings_.end() && it->binding == number ? &*it : nullptr;
}

const SetLayoutBinding* SetLayoutInfo::next(const SetLayoutBinding* binding) const {
    const SetLayoutBinding* end = bindings_.data() + bindings_.size();
    do ++binding;
    while (binding != end && binding->count == 0);
    return binding == end ? nullptr : binding;
}

uint32_t SetLayoutInfo::slotsFor(uint32_t variableCount) const {
    if (!hasVariableCount()) return slots_;
    const SetLayoutBinding& last = bindings_.back();
    if (last.slot == kNoSlot || last.isInlineBlock()) return slots_;
    return last.slot + variableCount * last.planes();
}

uint32_t SetLayoutInfo::samplerSlotsFor(uint32_t variableCount) const {
    if (!hasVariableCount() || bindings_.back().samplerSlot == kNoSlot) return samplerSlots_;
    return bindings_.back().samplerSlot + variableCount;
}

uint32_t SetLayoutInfo::nullSlots() const {
    return slots_ <= kMaxNullSlots ? slots_ : 0;
}

ID3D12DescriptorHeap* SetLayoutInfo::nullDescriptors(ID3D12Device* device) const {
    if (nullSlots() == 0) return nullptr;
    std::call_once(nullOnce_, [&] {
        constexpr auto kType = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV;
        const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = kType, .NumDescriptors = nullSlots()};
        if (checkHresult(device->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&nulls_)),
                         "ID3D12Device::CreateDescriptorHeap"))
            return;
        D3D12_CPU_DESCRIPTOR_HANDLE handle = nulls_->GetCPUDescriptorHandleForHeapStart();
        const UINT increment = device->GetDescriptorHandleIncrementSize(kType);
        for (const SetLayoutBinding& binding : bindings_) {
            if (binding.slot == kNoSlot) continue;
            const auto type = std::find_if(binding.types.begin(), binding.types.end(), [](auto t) {
                return descriptorTypeInfo(t)->resource.has_value();
            });
            for (uint32_t i = 0; i < binding.slots(); ++i, handle.ptr += increment)
                writeNullDescriptor(device, *type, handle);
        }
    });
    return nulls_.Get();
}

}  // namespace baker
