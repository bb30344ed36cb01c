// Commands whose arguments hold interfaces: copies, barriers, copy locations.
#include <cstring>
#include <numeric>
#include <vector>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

void fill(ID3D12Resource* buffer, const std::vector<uint32_t>& values) {
    void* data = nullptr;
    ASSERT_EQ(buffer->Map(0, nullptr, &data), S_OK);
    std::memcpy(data, values.data(), values.size() * sizeof(uint32_t));
    buffer->Unmap(0, nullptr);
}

std::vector<uint32_t> read(ID3D12Resource* buffer, size_t count) {
    std::vector<uint32_t> values(count);
    void* data = nullptr;
    EXPECT_EQ(buffer->Map(0, nullptr, &data), S_OK);
    std::memcpy(values.data(), data, count * sizeof(uint32_t));
    buffer->Unmap(0, nullptr);
    return values;
}

std::vector<uint32_t> counting(size_t count) {
    std::vector<uint32_t> values(count);
    std::iota(values.begin(), values.end(), 1u);
    return values;
}

D3D12_RESOURCE_BARRIER transition(ID3D12Resource* resource, D3D12_RESOURCE_STATES before,
                                  D3D12_RESOURCE_STATES after) {
    D3D12_RESOURCE_BARRIER barrier = {};
    barrier.Type = D3D12_RESOURCE_BARRIER_TYPE_TRANSITION;
    barrier.Transition = {resource, D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES, before, after};
    return barrier;
}

TEST_F(ListTest, CopiesBuffersThroughTransitions) {
    const auto values = counting(1024);
    const auto upload =
        createBuffer(D3D12_HEAP_TYPE_UPLOAD, 4096, D3D12_RESOURCE_STATE_GENERIC_READ);
    const auto local = createBuffer(D3D12_HEAP_TYPE_DEFAULT, 4096, D3D12_RESOURCE_STATE_COPY_DEST);
    const auto readback =
        createBuffer(D3D12_HEAP_TYPE_READBACK, 4096, D3D12_RESOURCE_STATE_COPY_DEST);
    fill(upload.Get(), values);
    list->CopyResource(local.Get(), upload.Get());
    const auto barrier =
        transition(local.Get(), D3D12_RESOURCE_STATE_COPY_DEST, D3D12_RESOURCE_STATE_COPY_SOURCE);
    list->ResourceBarrier(1, &barrier);
    list->CopyBufferRegion(readback.Get(), 0, local.Get(), 0, 4096);
    execute(list.Get());
    EXPECT_EQ(read(readback.Get(), 1024), values);
    EXPECT_EQ(barrier.Transition.pResource, local.Get()) << "the client's structure was written";
}

TEST_F(ListTest, UnwrapsEveryTypeOfBarrier) {
    constexpr UINT kCount = 100;  // more than the scratch memory on the stack holds
    const auto local = createBuffer(D3D12_HEAP_TYPE_DEFAULT, 4096, D3D12_RESOURCE_STATE_COPY_DEST);
    const auto readback =
        createBuffer(D3D12_HEAP_TYPE_READBACK, 4096, D3D12_RESOURCE_STATE_COPY_DEST);
    std::vector<D3D12_RESOURCE_BARRIER> barriers(kCount);
    for (UINT i = 0; i < kCount; ++i) {
        if (i % 3 == 0) {
            barriers[i].Type = D3D12_RESOURCE_BARRIER_TYPE_UAV;
            barriers[i].UAV = {i % 2 ? nullptr : local.Get()};
        } else if (i % 3 == 1) {
            barriers[i].Type = D3D12_RESOURCE_BARRIER_TYPE_ALIASING;
            barriers[i].Aliasing = {nullptr, local.Get()};
        } else {
            barriers[i] = transition(local.Get(), D3D12_RESOURCE_STATE_COPY_DEST,
                                     D3D12_RESOURCE_STATE_COPY_DEST);
        }
    }
    list->ResourceBarrier(kCount, barriers.data());
    const auto last =
        transition(local.Get(), D3D12_RESOURCE_STATE_COPY_DEST, D3D12_RESOURCE_STATE_COPY_SOURCE);
    list->ResourceBarrier(1, &last);
    list->CopyResource(readback.Get(), local.Get());
    execute(list.Get());
}

TEST_F(ListTest, CopiesTexturesThroughCopyLocations) {
    constexpr UINT kSide = 64;  // a row is 256 bytes
    const auto values = counting(kSide * kSide);
    D3D12_RESOURCE_DESC desc = {};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
    desc.Width = desc.Height = kSide;
    desc.DepthOrArraySize = desc.MipLevels = 1;
    desc.Format = DXGI_FORMAT_R32_UINT;
    desc.SampleDesc.Count = 1;
    const D3D12_HEAP_PROPERTIES heap = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
    const auto texture = create<ID3D12Resource>([&](REFIID riid, void** out) {
        return device->CreateCommittedResource(&heap, D3D12_HEAP_FLAG_NONE, &desc,
                                               D3D12_RESOURCE_STATE_COPY_DEST, nullptr, riid, out);
    });
    const UINT64 size = kSide * kSide * 4;
    const auto upload =
        createBuffer(D3D12_HEAP_TYPE_UPLOAD, size, D3D12_RESOURCE_STATE_GENERIC_READ);
    const auto readback =
        createBuffer(D3D12_HEAP_TYPE_READBACK, size, D3D12_RESOURCE_STATE_COPY_DEST);
    fill(upload.Get(), values);

    D3D12_TEXTURE_COPY_LOCATION image = {
        texture.Get(), D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
    D3D12_TEXTURE_COPY_LOCATION buffer = {
        upload.Get(), D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
    device->GetCopyableFootprints(&desc, 0, 1, 0, &buffer.PlacedFootprint, nullptr, nullptr,
                                  nullptr);
    list->CopyTextureRegion(&image, 0, 0, 0, &buffer, nullptr);
    const auto barrier =
        transition(texture.Get(), D3D12_RESOURCE_STATE_COPY_DEST, D3D12_RESOURCE_STATE_COPY_SOURCE);
    list->ResourceBarrier(1, &barrier);
    buffer.pResource = readback.Get();
    list->CopyTextureRegion(&buffer, 0, 0, 0, &image, nullptr);
    execute(list.Get());
    EXPECT_EQ(read(readback.Get(), kSide * kSide), values);
}

// A box of each plane of depth and stencil, of the second layer, there and back; 256 bytes a row.
TEST_F(ListTest, CopiesPlanesOfDepthAndStencil) {
    constexpr UINT kSide = 16, kX = 3, kY = 2, kWidth = 8, kHeight = 5, kPitch = 256;
    struct Plane {
        UINT index;
        DXGI_FORMAT format;
        UINT texelBytes;
    };
    for (DXGI_FORMAT format : {DXGI_FORMAT_D32_FLOAT_S8X24_UINT, DXGI_FORMAT_D24_UNORM_S8_UINT}) {
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
        desc.Width = desc.Height = kSide;
        desc.DepthOrArraySize = 2;
        desc.MipLevels = 1;
        desc.Format = format;
        desc.SampleDesc.Count = 1;
        desc.Flags = D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL;
        const D3D12_HEAP_PROPERTIES heap = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
        const auto texture = create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreateCommittedResource(&heap, D3D12_HEAP_FLAG_NONE, &desc,
                                                   D3D12_RESOURCE_STATE_COPY_DEST, nullptr, riid,
                                                   out);
        });
        constexpr UINT64 kSize = kPitch * kSide;
        const auto upload =
            createBuffer(D3D12_HEAP_TYPE_UPLOAD, 2 * kSize, D3D12_RESOURCE_STATE_GENERIC_READ);
        const auto readback =
            createBuffer(D3D12_HEAP_TYPE_READBACK, 2 * kSize, D3D12_RESOURCE_STATE_COPY_DEST);
        std::vector<uint32_t> values(2 * kSize / 4);
        // Depths from 0 to 1 as floats, or 24 bits.
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = format == DXGI_FORMAT_D24_UNORM_S8_UINT
                            ? static_cast<uint32_t>(i * 8191 % 0xffffff)
                            : 0x3f000000u + static_cast<uint32_t>(i * 4099);
        fill(upload.Get(), values);

        const Plane planes[] = {{0, DXGI_FORMAT_R32_TYPELESS, 4}, {1, DXGI_FORMAT_R8_TYPELESS, 1}};
        const auto image = [&](const Plane& plane) {
            D3D12_TEXTURE_COPY_LOCATION location = {
                texture.Get(), D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
            location.SubresourceIndex = 2 * plane.index + 1;
            return location;
        };
        const auto buffer = [&](ID3D12Resource* resource, const Plane& plane) {
            D3D12_TEXTURE_COPY_LOCATION location = {
                resource, D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
            location.PlacedFootprint = {plane.index * kSize,
                                        {plane.format, kSide, kSide, 1, kPitch}};
            return location;
        };
        const D3D12_BOX box = {kX, kY, 0, kX + kWidth, kY + kHeight, 1};
        for (const Plane& plane : planes) {
            const auto to = image(plane), from = buffer(upload.Get(), plane);
            list->CopyTextureRegion(&to, kX, kY, 0, &from, &box);
        }
        const auto barrier = transition(texture.Get(), D3D12_RESOURCE_STATE_COPY_DEST,
                                        D3D12_RESOURCE_STATE_COPY_SOURCE);
        list->ResourceBarrier(1, &barrier);
        for (const Plane& plane : planes) {
            const auto to = buffer(readback.Get(), plane), from = image(plane);
            list->CopyTextureRegion(&to, kX, kY, 0, &from, &box);
        }
        execute(list.Get());
        ASSERT_EQ(list->Reset(allocator.Get(), nullptr), S_OK);

        const auto result = read(readback.Get(), values.size());
        const auto* expected = reinterpret_cast<const uint8_t*>(values.data());
        const auto* actual = reinterpret_cast<const uint8_t*>(result.data());
        for (const Plane& plane : planes)
            for (UINT y = kY; y < kY + kHeight; ++y) {
                const UINT64 row = plane.index * kSize + y * kPitch + kX * plane.texelBytes;
                EXPECT_EQ(std::memcmp(expected + row, actual + row, kWidth * plane.texelBytes), 0)
                    << "format " << format << ", plane " << plane.index << ", row " << y;
            }
    }
}

TEST_F(ListTest, IsRecordedAgainAfterReset) {
    execute(list.Get());
    ASSERT_EQ(allocator->Reset(), S_OK);
    ASSERT_EQ(list->Reset(allocator.Get(), nullptr), S_OK);
    execute(list.Get());
}

}  // namespace
}  // namespace baker::host
