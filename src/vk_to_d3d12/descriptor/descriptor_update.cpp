// vkUpdateDescriptorSets.
#include <algorithm>
#include <cstring>

#include "base/chain.hpp"
#include "descriptor_set.hpp"
#include "descriptor_view.hpp"
#include "device/device.hpp"
#include "resource/buffer.hpp"
#include "resource/buffer_view.hpp"
#include "resource/image_view.hpp"
#include "resource/sampler.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr auto kViews = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV;

BufferRegion bufferRegion(const VkDescriptorBufferInfo& info) {
    if (!info.buffer) return {};
    const Buffer& buffer = *Buffer::from(info.buffer);
    return {.resource = buffer.resource(),
            .offset = buffer.offset() + info.offset,
            .size = buffer.resolveRange(info.offset, info.range),
            .capacity = buffer.size() - info.offset,
            .address = buffer.gpuAddress() + info.offset};
}

void writeOne(ID3D12Device* device, VkDescriptorType type, const std::byte* data,
              D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    switch (type) {
        case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER:
        case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC:
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC:
            return writeBufferDescriptor(
                device, type, bufferRegion(*reinterpret_cast<const VkDescriptorBufferInfo*>(data)),
                handle);
        case VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER:
            return writeTexelBufferDescriptor(
                device, type, BufferView::from(*reinterpret_cast<const VkBufferView*>(data)),
                handle);
        default:
            return writeImageDescriptor(
                device, type,
                ImageView::from(reinterpret_cast<const VkDescriptorImageInfo*>(data)->imageView),
                handle);
    }
}

void writeInlineUniforms(const DescriptorSet& set, const SetLayoutBinding& binding,
                         const DescriptorWrite& write) {
    std::memcpy(set.inlineUniforms.data + binding.inlineOffset + write.element, write.data,
                write.count);
}

// The descriptors [slot, slot + count) of the set's mirror become visible to shaders.
void publish(const Device& device, const DescriptorSet& set, uint32_t slot, uint32_t count) {
    if (!set.visible.ptr) return;
    const uint64_t offset = uint64_t(slot) * set.increment;
    device.d3d12()->CopyDescriptorsSimple(count, {set.visible.ptr + offset},
                                          {set.mirror.ptr + offset}, kViews);
}

void writeViews(const Device& device, const DescriptorSet& set, uint32_t slot,
                const DescriptorWrite& write) {
    D3D12_CPU_DESCRIPTOR_HANDLE handle{set.mirror.ptr + uint64_t(slot) * set.increment};
    for (uint32_t i = 0; i < write.count; ++i, handle.ptr += set.increment)
        writeOne(device.d3d12(), write.type, write.data + i * write.stride, handle);
    publish(device, set, slot, write.count);
}

// Of a binding with a Y'CbCr conversion: a slot for each plane.
void writePlanes(const Device& device, const DescriptorSet& set, const SetLayoutBinding& binding,
                 const DescriptorWrite& write) {
    const uint32_t planes = binding.planes();
    const uint32_t slot = binding.slot + write.element * planes;
    D3D12_CPU_DESCRIPTOR_HANDLE handle{set.mirror.ptr + uint64_t(slot) * set.increment};
    for (uint32_t i = 0; i < write.count; ++i) {
        const auto* info =
            reinterpret_cast<const VkDescriptorImageInfo*>(write.data + i * write.stride);
        const ImageView* view = ImageView::from(info->imageView);
        for (uint32_t plane = 0; plane < planes; ++plane, handle.ptr += set.increment)
            view ? view->writePlane(plane, handle)
                 : writeNullDescriptor(device.d3d12(), write.type, handle);
    }
    publish(device, set, slot, write.count * planes);
}

void writeSamplers(DescriptorSet& set, uint32_t slot, const DescriptorWrite& write) {
    for (uint32_t i = 0; i < write.count; ++i) {
        const auto* info =
            reinterpret_cast<const VkDescriptorImageInfo*>(write.data + i * write.stride);
        if (info->sampler) set.samplers.set(slot + i, Sampler::from(info->sampler)->samplerId());
    }
    set.samplers.publish();
}

// The shader adds the offset and knows where the descriptor ends; its view does not.
void writeDynamicSizes(DescriptorSet& set, uint32_t index, const DescriptorWrite& write) {
    for (uint32_t i = 0; i < write.count; ++i) {
        const auto* info =
            reinterpret_cast<const VkDescriptorBufferInfo*>(write.data + i * write.stride);
        const uint64_t size = (bufferRegion(*info).size + 3) & ~uint64_t(3);
        set.dynamicSizes[index + i] = static_cast<uint32_t>(std::min<uint64_t>(size, UINT32_MAX));
    }
}

void copyViews(const Device& device, const DescriptorSet& from, uint32_t fromSlot,
               const DescriptorSet& to, uint32_t toSlot, uint32_t count) {
    device.d3d12()->CopyDescriptorsSimple(count, {to.mirror.ptr + uint64_t(toSlot) * to.increment},
                                          {from.mirror.ptr + uint64_t(fromSlot) * from.increment},
                                          kViews);
    publish(device, to, toSlot, count);
}

}  // namespace

DescriptorWrite descriptorWrite(const VkWriteDescriptorSet& write) {
    DescriptorWrite result{.binding = write.dstBinding,
                           .element = write.dstArrayElement,
                           .count = write.descriptorCount,
                           .type = write.descriptorType};
    switch (write.descriptorType) {
        case VK_DESCRIPTOR_TYPE_SAMPLER:
        case VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER:
        case VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE:
        case VK_DESCRIPTOR_TYPE_STORAGE_IMAGE:
        case VK_DESCRIPTOR_TYPE_INPUT_ATTACHMENT:
            result.data = reinterpret_cast<const std::byte*>(write.pImageInfo);
            result.stride = sizeof(VkDescriptorImageInfo);
            break;
        case VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER:
            result.data = reinterpret_cast<const std::byte*>(write.pTexelBufferView);
            result.stride = sizeof(VkBufferView);
            break;
        case VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK:
            if (const auto* block = findInChain<VkWriteDescriptorSetInlineUniformBlock>(
                    write.pNext, VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET_INLINE_UNIFORM_BLOCK))
                result.data = static_cast<const std::byte*>(block->pData);
            break;
        default:
            result.data = reinterpret_cast<const std::byte*>(write.pBufferInfo);
            result.stride = sizeof(VkDescriptorBufferInfo);
    }
    return result;
}

// A write that goes past its binding's end continues in the next binding (spec, "Descriptor Set
// Updates": consecutive binding updates), whose slots follow.
void updateDescriptorSet(Device& device, DescriptorSet& set, const DescriptorWrite& write) {
    const SetLayoutBinding* binding = set.layout->find(write.binding);
    if (!binding) return;
    if (binding->isInlineBlock()) return writeInlineUniforms(set, *binding, write);
    const DescriptorTypeInfo* type = descriptorTypeInfo(write.type);
    if (write.count == 0 || !type) return;
    if (!binding->conversions.empty()) return writePlanes(device, set, *binding, write);
    if (binding->slot != kNoSlot && type->resource)
        writeViews(device, set, binding->slot + write.element, write);
    if (binding->dynamicIndex != kNoSlot)
        writeDynamicSizes(set, binding->dynamicIndex + write.element, write);
    if (binding->samplerSlot != kNoSlot && type->sampler && binding->immutableSamplers.empty())
        writeSamplers(set, binding->samplerSlot + write.element, write);
}

void copyDescriptors(Device& device, const VkCopyDescriptorSet& copy) {
    const DescriptorSet& from = *DescriptorSet::from(copy.srcSet);
    DescriptorSet& to = *DescriptorSet::from(copy.dstSet);
    const SetLayoutBinding* source = from.layout->find(copy.srcBinding);
    const SetLayoutBinding* target = to.layout->find(copy.dstBinding);
    if (!source || !target) return;
    if (source->isInlineBlock()) {
        return writeInlineUniforms(
            to, *target,
            {.element = copy.dstArrayElement,
             .count = copy.descriptorCount,
             .data = from.inlineUniforms.data + source->inlineOffset + copy.srcArrayElement});
    }
    if (copy.descriptorCount == 0) return;
    if (source->dynamicIndex != kNoSlot && target->dynamicIndex != kNoSlot)
        std::copy_n(from.dynamicSizes.begin() + source->dynamicIndex + copy.srcArrayElement,
                    copy.descriptorCount,
                    to.dynamicSizes.begin() + target->dynamicIndex + copy.dstArrayElement);
    if (source->slot != kNoSlot && target->slot != kNoSlot)
        copyViews(device, from, source->slot + copy.srcArrayElement * source->planes(), to,
                  target->slot + copy.dstArrayElement * target->planes(),
                  copy.descriptorCount * target->planes());
    if (source->samplerSlot == kNoSlot || target->samplerSlot == kNoSlot ||
        !target->immutableSamplers.empty())
        return;
    for (uint32_t i = 0; i < copy.descriptorCount; ++i)
        to.samplers.set(target->samplerSlot + copy.dstArrayElement + i,
                        from.samplers.get(source->samplerSlot + copy.srcArrayElement + i));
    to.samplers.publish();
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL UpdateDescriptorSets(VkDevice device, uint32_t descriptorWriteCount,
                                                const VkWriteDescriptorSet* pDescriptorWrites,
                                                uint32_t descriptorCopyCount,
                                                const VkCopyDescriptorSet* pDescriptorCopies) {
    Device& owner = *Device::from(device);
    for (uint32_t i = 0; i < descriptorWriteCount; ++i)
        updateDescriptorSet(owner, *DescriptorSet::from(pDescriptorWrites[i].dstSet),
                            descriptorWrite(pDescriptorWrites[i]));
    for (uint32_t i = 0; i < descriptorCopyCount; ++i) copyDescriptors(owner, pDescriptorCopies[i]);
}

}  // namespace baker::entry
