#include "copy_rows.hpp"

#include <algorithm>

#include "command/recorder.hpp"
#include "device/device.hpp"
#include "meta_pipelines.hpp"

namespace baker {
namespace {

constexpr uint32_t kFewRows = 4;
constexpr uint32_t kWordsPerGroup = 64;  // copy_rows.comp

// The shader's push constants.
struct Rows {
    uint32_t targetOffset, targetPitch, targetSlicePitch;
    uint32_t sourceOffset, sourcePitch, sourceSlicePitch;
    uint32_t rowBytes;
};

constexpr UINT parameter(MetaParameter p) {
    return static_cast<UINT>(p);
}

// A root descriptor begins at a word; the shader adds the bytes that remain.
D3D12_GPU_VIRTUAL_ADDRESS address(const RowLayout& layout, uint64_t slice) {
    return (layout.resource->GetGPUVirtualAddress() + layout.offset + slice * layout.slicePitch) &
           ~uint64_t(15);
}
uint32_t remainder(const RowLayout& layout, uint64_t slice) {
    return static_cast<uint32_t>((layout.offset + slice * layout.slicePitch) & 15);
}

void copyFewRows(Recorder& recorder, const RowLayout& target, const RowLayout& source,
                 const RowCounts& counts) {
    for (uint32_t slice = 0; slice < counts.slices; ++slice)
        for (uint32_t row = 0; row < counts.rows; ++row)
            recorder.list->CopyBufferRegion(
                target.resource, target.offset + slice * target.slicePitch + row * target.rowPitch,
                source.resource, source.offset + slice * source.slicePitch + row * source.rowPitch,
                counts.rowBytes);
}

// Slices of which the shader's 32 bits reach the last byte.
uint32_t slicesAtOnce(const RowLayout& target, const RowLayout& source, const RowCounts& counts) {
    const uint64_t pitch = std::max({target.slicePitch, source.slicePitch, uint64_t(1)});
    const uint64_t reached = (uint64_t(1) << 30) / pitch;
    return static_cast<uint32_t>(std::clamp<uint64_t>(
        reached, 1,
        std::min<uint64_t>(counts.slices, D3D12_CS_DISPATCH_MAX_THREAD_GROUPS_PER_DIMENSION)));
}

VkResult copyManyRows(Recorder& recorder, const RowLayout& target, const RowLayout& source,
                      const RowCounts& counts) {
    MetaPipelines& pipelines = *TRY(recorder.device.service<MetaPipelines>());
    ID3D12PipelineState* const pipeline = TRY(pipelines.dispatch(MetaShader::CopyRows));
    ID3D12GraphicsCommandList* const list = recorder.list;
    list->SetPipelineState(pipeline);
    list->SetComputeRootSignature(pipelines.rootSignature());
    recorder.listStateLost();
    // A row may begin and end within words.
    const uint32_t groups = (counts.rowBytes / 4 + 2 + kWordsPerGroup - 1) / kWordsPerGroup;
    const uint32_t atOnce = slicesAtOnce(target, source, counts);
    for (uint32_t slice = 0; slice < counts.slices; slice += atOnce) {
        const Rows rows{.targetOffset = remainder(target, slice),
                        .targetPitch = static_cast<uint32_t>(target.rowPitch),
                        .targetSlicePitch = static_cast<uint32_t>(target.slicePitch),
                        .sourceOffset = remainder(source, slice),
                        .sourcePitch = static_cast<uint32_t>(source.rowPitch),
                        .sourceSlicePitch = static_cast<uint32_t>(source.slicePitch),
                        .rowBytes = counts.rowBytes};
        list->SetComputeRoot32BitConstants(parameter(MetaParameter::Constants), sizeof(rows) / 4,
                                           &rows, 0);
        list->SetComputeRootUnorderedAccessView(parameter(MetaParameter::Target),
                                                address(target, slice));
        list->SetComputeRootUnorderedAccessView(parameter(MetaParameter::Source),
                                                address(source, slice));
        list->Dispatch(groups, counts.rows, std::min(atOnce, counts.slices - slice));
    }
    return VK_SUCCESS;
}

}  // namespace

void copyRows(Recorder& recorder, const RowLayout& target, const RowLayout& source,
              const RowCounts& counts) {
    if (uint64_t(counts.rows) * counts.slices <= kFewRows)
        return copyFewRows(recorder, target, source, counts);
    if (const VkResult result = copyManyRows(recorder, target, source, counts))
        recorder.fail(result);
}

}  // namespace baker
