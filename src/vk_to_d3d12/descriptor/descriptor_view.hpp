// D3D12 views for Vulkan descriptors.
//
//   UNIFORM_BUFFER, inline uniform block -> CBV (256-byte aligned address and size, 64 KiB at most)
//   STORAGE_BUFFER, *_DYNAMIC            -> raw buffer (R32_TYPELESS, 16-byte aligned offset; the
//                                           size is rounded up to whole words)
//   *_TEXEL_BUFFER                       -> typed buffer
//   images                               -> see resource/view_desc.hpp
// A dynamic buffer's view reaches from its offset to the buffer's end: the dynamic offset is added
// by the shader.
#pragma once

#include <vulkan/vulkan.h>
#include "d3d12/d3d12_api.hpp"

namespace baker {

class BufferView;
class ImageView;

// A part of a D3D12 buffer. `size` is that of the part, `capacity` what the buffer has from
// `offset` on.
struct BufferRegion {
    ID3D12Resource* resource = nullptr;  // null: a null descriptor
    uint64_t offset = 0;
    uint64_t size = 0;
    uint64_t capacity = 0;
    D3D12_GPU_VIRTUAL_ADDRESS address = 0;
};

// Writes the view of `region` as a descriptor of type `type`, one of the buffer types (texel
// buffers not included).
void writeBufferDescriptor(ID3D12Device* device, VkDescriptorType type, const BufferRegion& region,
                           D3D12_CPU_DESCRIPTOR_HANDLE handle);

// SAMPLED_IMAGE, INPUT_ATTACHMENT, the image of COMBINED_IMAGE_SAMPLER; STORAGE_IMAGE. `view` null:
// a null descriptor.
void writeImageDescriptor(ID3D12Device* device, VkDescriptorType type, const ImageView* view,
                          D3D12_CPU_DESCRIPTOR_HANDLE handle);

// `view` null: a null descriptor.
void writeTexelBufferDescriptor(ID3D12Device* device, VkDescriptorType type, const BufferView* view,
                                D3D12_CPU_DESCRIPTOR_HANDLE handle);

// Reads as zero, ignores writes.
void writeNullDescriptor(ID3D12Device* device, VkDescriptorType type,
                         D3D12_CPU_DESCRIPTOR_HANDLE handle);

// R32_UINT over [offset, offset + 4 * count): for fills.
D3D12_UNORDERED_ACCESS_VIEW_DESC wordView(uint64_t offset, uint64_t count);

}  // namespace baker
