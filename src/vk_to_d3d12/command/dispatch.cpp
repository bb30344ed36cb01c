// Dispatches.
//
// D3D12 has neither a base workgroup nor the number of workgroups in a shader: a shader that reads
// them gets them as SystemValue words in a constant buffer. Their source is an upload page, and for
// indirect dispatches a scratch page that the arguments are copied to. Shaders that read neither
// pay nothing.
#include <cstring>

#include "command_buffer.hpp"
#include "device/device.hpp"
#include "dispatch_signature.hpp"
#include "flush.hpp"
#include "pipeline/compute_pipeline.hpp"
#include "predication.hpp"
#include "resource/buffer.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint64_t kConstantAlignment = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;
constexpr uint64_t kNumWorkgroupsOffset = 4 * static_cast<uint64_t>(SystemValue::NumWorkgroupsX);
constexpr uint32_t kNumWorkgroupsMask = 7u << static_cast<uint32_t>(SystemValue::NumWorkgroupsX);

void bindSystemValues(Recorder& recorder, D3D12_GPU_VIRTUAL_ADDRESS address) {
    recorder.list->SetComputeRootConstantBufferView(
        recorder.compute.rootSignature->parameters.systemValues, address);
}

// Uploads `values`, unless the last upload still serves.
void setSystemValues(Recorder& recorder, const SystemValues& values) {
    BindPointState& state = recorder.compute;
    if (state.hasSystemValues && recorder.systemValues == values) return;
    auto slice = recorder.upload.allocate(sizeof(values), kConstantAlignment);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, values.data(), sizeof(values));
    recorder.systemValues = values;
    bindSystemValues(recorder, slice.value().address);
    state.hasSystemValues = true;
}

// System values for an indirect dispatch: base 0, and the workgroup counts copied from `arguments`,
// which the application made visible to indirect commands only.
void copySystemValues(Recorder& recorder, ID3D12Resource* arguments, uint64_t offset) {
    auto zero = recorder.upload.allocate(sizeof(SystemValues), 4);
    auto target = recorder.scratch.allocate(sizeof(SystemValues), kConstantAlignment);
    if (!zero.ok() || !target.ok()) return recorder.fail(zero.ok() ? target.error() : zero.error());
    std::memset(zero.value().data, 0, sizeof(SystemValues));
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT |
                                         VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT});
    const TransientSlice& slice = target.value();
    recorder.list->CopyBufferRegion(slice.resource, slice.offset, zero.value().resource,
                                    zero.value().offset, kNumWorkgroupsOffset);
    recorder.list->CopyBufferRegion(slice.resource, slice.offset + kNumWorkgroupsOffset, arguments,
                                    offset, sizeof(VkDispatchIndirectCommand));
    recordMemoryDependency(
        recorder.device, recorder.list,
        {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
         .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
         .dstStages =
             VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT,
         .dstAccess = VK_ACCESS_2_UNIFORM_READ_BIT | VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT});
    bindSystemValues(recorder, slice.address);
    recorder.compute.hasSystemValues = false;
}

struct Workgroups {
    uint32_t x, y, z;
};

void dispatch(Recorder& recorder, Workgroups base, Workgroups count) {
    flushCompute(recorder);
    const ComputePipeline* pipeline = recorder.computePipeline;
    if (!pipeline) return;
    if (pipeline->systemValues())
        setSystemValues(recorder, {base.x, base.y, base.z, count.x, count.y, count.z});
    predicated(recorder, [&] { recorder.list->Dispatch(count.x, count.y, count.z); });
}

void dispatchIndirect(Recorder& recorder, ID3D12Resource* arguments, uint64_t offset) {
    flushCompute(recorder);
    if (!recorder.computePipeline) return;
    const uint32_t read = recorder.computePipeline->systemValues();
    if (read & kNumWorkgroupsMask)
        copySystemValues(recorder, arguments, offset);
    else if (read)
        setSystemValues(recorder, {});
    auto signature = recorder.device.service<DispatchSignature>();
    if (!signature.ok()) return recorder.fail(signature.error());
    predicated(recorder, [&] {
        recorder.list->ExecuteIndirect(signature.value()->get(), 1, arguments, offset, nullptr, 0);
    });
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdDispatchBase(VkCommandBuffer commandBuffer, uint32_t baseGroupX,
                                           uint32_t baseGroupY, uint32_t baseGroupZ,
                                           uint32_t groupCountX, uint32_t groupCountY,
                                           uint32_t groupCountZ) {
    CommandBuffer::from(commandBuffer)->record([=](Recorder& recorder) {
        dispatch(recorder, {baseGroupX, baseGroupY, baseGroupZ},
                 {groupCountX, groupCountY, groupCountZ});
    });
}

VKAPI_ATTR void VKAPI_CALL CmdDispatchIndirect(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                               VkDeviceSize offset) {
    const Buffer& arguments = *Buffer::from(buffer);
    CommandBuffer::from(commandBuffer)
        ->record([resource = arguments.resource(), from = arguments.offset() + offset](
                     Recorder& recorder) { dispatchIndirect(recorder, resource, from); });
}

}  // namespace baker::entry
