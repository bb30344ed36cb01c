#include "descriptor_view.hpp"

#include <algorithm>

#include "resource/buffer_view.hpp"
#include "resource/format.hpp"
#include "resource/image_view.hpp"
#include "set_layout.hpp"

namespace baker {
namespace {

constexpr uint64_t alignUp(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) & ~(alignment - 1);
}

void writeConstantBuffer(ID3D12Device* device, const BufferRegion& region,
                         D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    constexpr uint64_t kAlignment = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;
    constexpr uint64_t kMax = D3D12_REQ_CONSTANT_BUFFER_ELEMENT_COUNT * 16;
    const D3D12_CONSTANT_BUFFER_VIEW_DESC desc{
        .BufferLocation = region.address,
        .SizeInBytes = static_cast<UINT>(std::min(alignUp(region.size, kAlignment), kMax))};
    device->CreateConstantBufferView(&desc, handle);
}

void writeRawUav(ID3D12Device* device, const BufferRegion& region, uint64_t bytes,
                 D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    const D3D12_UNORDERED_ACCESS_VIEW_DESC desc{
        .Format = DXGI_FORMAT_R32_TYPELESS,
        .ViewDimension = D3D12_UAV_DIMENSION_BUFFER,
        .Buffer = {.FirstElement = region.offset / 4,
                   .NumElements = static_cast<UINT>(alignUp(bytes, 4) / 4),
                   .Flags = D3D12_BUFFER_UAV_FLAG_RAW}};
    device->CreateUnorderedAccessView(region.resource, nullptr, &desc, handle);
}

void writeRawSrv(ID3D12Device* device, const BufferRegion& region, uint64_t bytes,
                 D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    const D3D12_SHADER_RESOURCE_VIEW_DESC desc{
        .Format = DXGI_FORMAT_R32_TYPELESS,
        .ViewDimension = D3D12_SRV_DIMENSION_BUFFER,
        .Shader4ComponentMapping = D3D12_DEFAULT_SHADER_4_COMPONENT_MAPPING,
        .Buffer = {.FirstElement = region.offset / 4,
                   .NumElements = static_cast<UINT>(alignUp(bytes, 4) / 4),
                   .Flags = D3D12_BUFFER_SRV_FLAG_RAW}};
    device->CreateShaderResourceView(region.resource, &desc, handle);
}

void writeNullTexture(ID3D12Device* device, D3D12_DESCRIPTOR_RANGE_TYPE range,
                      D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    if (range == D3D12_DESCRIPTOR_RANGE_TYPE_UAV) {
        const D3D12_UNORDERED_ACCESS_VIEW_DESC desc{
            .Format = DXGI_FORMAT_R32_UINT,
            .ViewDimension = D3D12_UAV_DIMENSION_TEXTURE2DARRAY,
            .Texture2DArray = {.ArraySize = 1}};
        device->CreateUnorderedAccessView(nullptr, nullptr, &desc, handle);
        return;
    }
    const D3D12_SHADER_RESOURCE_VIEW_DESC desc{
        .Format = DXGI_FORMAT_R8G8B8A8_UNORM,
        .ViewDimension = D3D12_SRV_DIMENSION_TEXTURE2DARRAY,
        .Shader4ComponentMapping = D3D12_DEFAULT_SHADER_4_COMPONENT_MAPPING,
        .Texture2DArray = {.MipLevels = 1, .ArraySize = 1}};
    device->CreateShaderResourceView(nullptr, &desc, handle);
}

void writeNullTexelBuffer(ID3D12Device* device, D3D12_DESCRIPTOR_RANGE_TYPE range,
                          D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    if (range == D3D12_DESCRIPTOR_RANGE_TYPE_UAV) {
        const D3D12_UNORDERED_ACCESS_VIEW_DESC desc = wordView(0, 1);
        device->CreateUnorderedAccessView(nullptr, nullptr, &desc, handle);
        return;
    }
    const D3D12_SHADER_RESOURCE_VIEW_DESC desc{
        .Format = DXGI_FORMAT_R32_UINT,
        .ViewDimension = D3D12_SRV_DIMENSION_BUFFER,
        .Shader4ComponentMapping = D3D12_DEFAULT_SHADER_4_COMPONENT_MAPPING,
        .Buffer = {.NumElements = 1}};
    device->CreateShaderResourceView(nullptr, &desc, handle);
}

}  // namespace

void writeBufferDescriptor(ID3D12Device* device, VkDescriptorType type, const BufferRegion& region,
                           D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    if (!region.resource) return writeNullDescriptor(device, type, handle);
    switch (type) {
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER:
            return writeRawUav(device, region, region.size, handle);
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC:
            return writeRawUav(device, region, region.capacity, handle);
        case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC:
            return writeRawSrv(device, region, region.capacity, handle);
        default:
            return writeConstantBuffer(device, region, handle);
    }
}

void writeImageDescriptor(ID3D12Device* device, VkDescriptorType type, const ImageView* view,
                          D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    if (!view) return writeNullDescriptor(device, type, handle);
    if (type == VK_DESCRIPTOR_TYPE_STORAGE_IMAGE)
        view->writeUnorderedAccess(handle);
    else
        view->writeShaderResource(handle);
}

void writeTexelBufferDescriptor(ID3D12Device* device, VkDescriptorType type, const BufferView* view,
                                D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    const FormatInfo* info = view ? formatInfo(view->format()) : nullptr;
    if (!info) return writeNullDescriptor(device, type, handle);
    ID3D12Resource* resource = view->buffer().resource();
    const uint64_t first = (view->buffer().offset() + view->offset()) / info->blockBytes;
    const auto count = static_cast<UINT>(view->range() / info->blockBytes);
    if (type == VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER) {
        const D3D12_UNORDERED_ACCESS_VIEW_DESC desc{
            .Format = info->dxgi,
            .ViewDimension = D3D12_UAV_DIMENSION_BUFFER,
            .Buffer = {.FirstElement = first, .NumElements = count}};
        return device->CreateUnorderedAccessView(resource, nullptr, &desc, handle);
    }
    const D3D12_SHADER_RESOURCE_VIEW_DESC desc{
        .Format = info->dxgi,
        .ViewDimension = D3D12_SRV_DIMENSION_BUFFER,
        .Shader4ComponentMapping = D3D12_DEFAULT_SHADER_4_COMPONENT_MAPPING,
        .Buffer = {.FirstElement = first, .NumElements = count}};
    device->CreateShaderResourceView(resource, &desc, handle);
}

void writeNullDescriptor(ID3D12Device* device, VkDescriptorType type,
                         D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    switch (type) {
        case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER:
        case VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK: {
            const D3D12_CONSTANT_BUFFER_VIEW_DESC desc{};
            return device->CreateConstantBufferView(&desc, handle);
        }
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER_DYNAMIC:
            return writeRawUav(device, {}, 16, handle);
        case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC:
            return writeRawSrv(device, {}, 16, handle);
        case VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER:
            return writeNullTexelBuffer(device, *descriptorTypeInfo(type)->resource, handle);
        default:
            return writeNullTexture(device, *descriptorTypeInfo(type)->resource, handle);
    }
}

D3D12_UNORDERED_ACCESS_VIEW_DESC wordView(uint64_t offset, uint64_t count) {
    return {.Format = DXGI_FORMAT_R32_UINT,
            .ViewDimension = D3D12_UAV_DIMENSION_BUFFER,
            .Buffer = {.FirstElement = offset / 4, .NumElements = static_cast<UINT>(count)}};
}

}  // namespace baker
