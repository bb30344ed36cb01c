#include "stage_access.hpp"

#include <array>
#include <bit>

namespace baker {
namespace {

constexpr uint32_t kShaderResource =
    D3D12_RESOURCE_STATE_NON_PIXEL_SHADER_RESOURCE | D3D12_RESOURCE_STATE_PIXEL_SHADER_RESOURCE;
constexpr uint32_t kUnorderedAccess = D3D12_RESOURCE_STATE_UNORDERED_ACCESS;
constexpr uint32_t kCopyDest = D3D12_RESOURCE_STATE_COPY_DEST;

// What compute command lists do not know.
constexpr uint32_t kGraphicsStates =
    D3D12_RESOURCE_STATE_INDEX_BUFFER | D3D12_RESOURCE_STATE_RENDER_TARGET |
    D3D12_RESOURCE_STATE_DEPTH_WRITE | D3D12_RESOURCE_STATE_DEPTH_READ |
    D3D12_RESOURCE_STATE_PIXEL_SHADER_RESOURCE | D3D12_RESOURCE_STATE_STREAM_OUT;
constexpr uint32_t kComputeSync = D3D12_BARRIER_SYNC_ALL | D3D12_BARRIER_SYNC_COMPUTE_SHADING |
                                  D3D12_BARRIER_SYNC_COPY | D3D12_BARRIER_SYNC_EXECUTE_INDIRECT |
                                  D3D12_BARRIER_SYNC_PREDICATION |
                                  D3D12_BARRIER_SYNC_CLEAR_UNORDERED_ACCESS_VIEW;
constexpr uint32_t kComputeAccess =
    D3D12_BARRIER_ACCESS_CONSTANT_BUFFER | D3D12_BARRIER_ACCESS_UNORDERED_ACCESS |
    D3D12_BARRIER_ACCESS_SHADER_RESOURCE | D3D12_BARRIER_ACCESS_INDIRECT_ARGUMENT |
    D3D12_BARRIER_ACCESS_PREDICATION | D3D12_BARRIER_ACCESS_COPY_DEST |
    D3D12_BARRIER_ACCESS_COPY_SOURCE;

constexpr VkPipelineStageFlags2 kShaderStages =
    VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT | VK_PIPELINE_STAGE_2_TESSELLATION_CONTROL_SHADER_BIT |
    VK_PIPELINE_STAGE_2_TESSELLATION_EVALUATION_SHADER_BIT |
    VK_PIPELINE_STAGE_2_GEOMETRY_SHADER_BIT | VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT |
    VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_2_PRE_RASTERIZATION_SHADERS_BIT;
constexpr VkPipelineStageFlags2 kTransferStages =
    VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT | VK_PIPELINE_STAGE_2_COPY_BIT |
    VK_PIPELINE_STAGE_2_RESOLVE_BIT | VK_PIPELINE_STAGE_2_BLIT_BIT | VK_PIPELINE_STAGE_2_CLEAR_BIT;

struct StageRow {
    VkPipelineStageFlags2 stages;
    uint32_t sync;
    VkAccessFlags2 access;  // what the stages can do with buffers
};

// A stage without a row is everything. Transfer commands are copies, clears and compute shaders.
constexpr StageRow kStages[] = {
    {VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT, D3D12_BARRIER_SYNC_EXECUTE_INDIRECT,
     VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT},
    // What these read and write by counters and predicates is copied by the driver.
    {VK_PIPELINE_STAGE_2_CONDITIONAL_RENDERING_BIT_EXT,
     D3D12_BARRIER_SYNC_PREDICATION | D3D12_BARRIER_SYNC_COPY,
     VK_ACCESS_2_CONDITIONAL_RENDERING_READ_BIT_EXT},
    {VK_PIPELINE_STAGE_2_TRANSFORM_FEEDBACK_BIT_EXT,
     D3D12_BARRIER_SYNC_VERTEX_SHADING | D3D12_BARRIER_SYNC_COPY,
     VK_ACCESS_2_TRANSFORM_FEEDBACK_WRITE_BIT_EXT |
         VK_ACCESS_2_TRANSFORM_FEEDBACK_COUNTER_READ_BIT_EXT |
         VK_ACCESS_2_TRANSFORM_FEEDBACK_COUNTER_WRITE_BIT_EXT},
    {VK_PIPELINE_STAGE_2_VERTEX_INPUT_BIT,
     D3D12_BARRIER_SYNC_VERTEX_SHADING | D3D12_BARRIER_SYNC_INDEX_INPUT,
     VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT | VK_ACCESS_2_INDEX_READ_BIT},
    {VK_PIPELINE_STAGE_2_INDEX_INPUT_BIT, D3D12_BARRIER_SYNC_INDEX_INPUT,
     VK_ACCESS_2_INDEX_READ_BIT},
    {VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT, D3D12_BARRIER_SYNC_VERTEX_SHADING,
     VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT},
    {VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, D3D12_BARRIER_SYNC_PIXEL_SHADING,
     VK_ACCESS_2_SHADER_READ_BIT | VK_ACCESS_2_SHADER_WRITE_BIT | VK_ACCESS_2_UNIFORM_READ_BIT},
    {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, D3D12_BARRIER_SYNC_COMPUTE_SHADING,
     VK_ACCESS_2_SHADER_READ_BIT | VK_ACCESS_2_SHADER_WRITE_BIT | VK_ACCESS_2_UNIFORM_READ_BIT},
    {kShaderStages &
         ~(VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT | VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT),
     D3D12_BARRIER_SYNC_VERTEX_SHADING,
     VK_ACCESS_2_SHADER_READ_BIT | VK_ACCESS_2_SHADER_WRITE_BIT | VK_ACCESS_2_UNIFORM_READ_BIT},
    {VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT,
     D3D12_BARRIER_SYNC_DEPTH_STENCIL, 0},
    {VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, D3D12_BARRIER_SYNC_RENDER_TARGET, 0},
    {kTransferStages,
     D3D12_BARRIER_SYNC_COPY | D3D12_BARRIER_SYNC_RESOLVE | D3D12_BARRIER_SYNC_COMPUTE_SHADING |
         D3D12_BARRIER_SYNC_CLEAR_UNORDERED_ACCESS_VIEW,
     VK_ACCESS_2_TRANSFER_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT},
    {VK_PIPELINE_STAGE_2_HOST_BIT, D3D12_BARRIER_SYNC_ALL,
     VK_ACCESS_2_HOST_READ_BIT | VK_ACCESS_2_HOST_WRITE_BIT},
};
constexpr VkAccessFlags2 kEverything = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;

struct AccessRow {
    VkAccessFlags2 access;
    uint32_t barrierAccess;
    uint32_t readStates;
    uint32_t writeStates;
};

// Where barrierAccess has no bit it is COMMON: every access.
constexpr AccessRow kAccesses[] = {
    {VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT, D3D12_BARRIER_ACCESS_INDIRECT_ARGUMENT,
     D3D12_RESOURCE_STATE_INDIRECT_ARGUMENT, 0},
    {VK_ACCESS_2_INDEX_READ_BIT, D3D12_BARRIER_ACCESS_INDEX_BUFFER,
     D3D12_RESOURCE_STATE_INDEX_BUFFER, 0},
    // Vertex shaders read what the input assembler cannot, as a storage buffer.
    {VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT,
     D3D12_BARRIER_ACCESS_VERTEX_BUFFER | D3D12_BARRIER_ACCESS_UNORDERED_ACCESS,
     D3D12_RESOURCE_STATE_VERTEX_AND_CONSTANT_BUFFER |
         D3D12_RESOURCE_STATE_NON_PIXEL_SHADER_RESOURCE,
     0},
    {VK_ACCESS_2_UNIFORM_READ_BIT,
     // A dynamic uniform buffer is a raw shader resource.
     D3D12_BARRIER_ACCESS_CONSTANT_BUFFER | D3D12_BARRIER_ACCESS_SHADER_RESOURCE,
     D3D12_RESOURCE_STATE_VERTEX_AND_CONSTANT_BUFFER | kShaderResource, 0},
    {VK_ACCESS_2_SHADER_SAMPLED_READ_BIT, D3D12_BARRIER_ACCESS_SHADER_RESOURCE, kShaderResource, 0},
    {VK_ACCESS_2_SHADER_STORAGE_READ_BIT,
     D3D12_BARRIER_ACCESS_UNORDERED_ACCESS | D3D12_BARRIER_ACCESS_SHADER_RESOURCE, kShaderResource,
     kUnorderedAccess},
    {VK_ACCESS_2_SHADER_READ_BIT,
     D3D12_BARRIER_ACCESS_UNORDERED_ACCESS | D3D12_BARRIER_ACCESS_SHADER_RESOURCE, kShaderResource,
     kUnorderedAccess},
    {VK_ACCESS_2_SHADER_WRITE_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT,
     D3D12_BARRIER_ACCESS_UNORDERED_ACCESS, 0, kUnorderedAccess},
    {VK_ACCESS_2_TRANSFER_READ_BIT,
     D3D12_BARRIER_ACCESS_COPY_SOURCE | D3D12_BARRIER_ACCESS_SHADER_RESOURCE |
         D3D12_BARRIER_ACCESS_UNORDERED_ACCESS,
     D3D12_RESOURCE_STATE_COPY_SOURCE | kShaderResource, 0},
    {VK_ACCESS_2_TRANSFER_WRITE_BIT,
     D3D12_BARRIER_ACCESS_COPY_DEST | D3D12_BARRIER_ACCESS_UNORDERED_ACCESS, 0,
     kCopyDest | kUnorderedAccess},
    {VK_ACCESS_2_CONDITIONAL_RENDERING_READ_BIT_EXT,
     D3D12_BARRIER_ACCESS_PREDICATION | D3D12_BARRIER_ACCESS_COPY_SOURCE,
     D3D12_RESOURCE_STATE_PREDICATION | D3D12_RESOURCE_STATE_COPY_SOURCE, 0},
    {VK_ACCESS_2_TRANSFORM_FEEDBACK_WRITE_BIT_EXT, D3D12_BARRIER_ACCESS_STREAM_OUTPUT, 0,
     D3D12_RESOURCE_STATE_STREAM_OUT},
    {VK_ACCESS_2_TRANSFORM_FEEDBACK_COUNTER_READ_BIT_EXT,
     D3D12_BARRIER_ACCESS_COPY_SOURCE | D3D12_BARRIER_ACCESS_UNORDERED_ACCESS,
     D3D12_RESOURCE_STATE_COPY_SOURCE, kUnorderedAccess},
    {VK_ACCESS_2_TRANSFORM_FEEDBACK_COUNTER_WRITE_BIT_EXT, D3D12_BARRIER_ACCESS_COPY_DEST, 0,
     kCopyDest},
    {VK_ACCESS_2_HOST_READ_BIT | VK_ACCESS_2_HOST_WRITE_BIT, 0, 0, 0},
    {VK_ACCESS_2_MEMORY_READ_BIT, 0, D3D12_RESOURCE_STATE_GENERIC_READ, kUnorderedAccess},
    {VK_ACCESS_2_MEMORY_WRITE_BIT, 0, 0,
     kCopyDest | kUnorderedAccess | D3D12_RESOURCE_STATE_STREAM_OUT},
};

struct StageSum {
    uint32_t sync = 0;
    VkAccessFlags2 access = 0;
};

constexpr uint32_t kNoRow = UINT32_MAX;

// The row that has a bit, by the bit's number.
template <typename Rows, typename Flags>
constexpr std::array<uint32_t, 64> indexByBit(const Rows& rows, Flags flags) {
    std::array<uint32_t, 64> index{};
    index.fill(kNoRow);
    for (uint32_t row = 0; row < std::size(rows); ++row)
        for (uint64_t left = flags(rows[row]); left; left &= left - 1)
            index[static_cast<size_t>(std::countr_zero(left))] = row;
    return index;
}
constexpr auto kStageRows = indexByBit(kStages, [](const StageRow& row) { return row.stages; });
constexpr auto kAccessRows = indexByBit(kAccesses, [](const AccessRow& row) { return row.access; });

StageSum sumStages(VkPipelineStageFlags2 stages) {
    StageSum sum;
    for (; stages; stages &= stages - 1) {
        const uint32_t row = kStageRows[static_cast<size_t>(std::countr_zero(stages))];
        if (row == kNoRow) return {D3D12_BARRIER_SYNC_ALL, kEverything};
        sum.sync |= kStages[row].sync;
        sum.access |= kStages[row].access;
    }
    return sum;
}

BarrierScope scope(VkPipelineStageFlags2 stages, VkAccessFlags2 access,
                   D3D12_COMMAND_LIST_TYPE type) {
    const bool graphics = type == D3D12_COMMAND_LIST_TYPE_DIRECT;
    const StageSum sum = sumStages(stages);
    if (!sum.sync) return {};
    if (!access) access = sum.access;

    uint32_t sync = sum.sync & (graphics ? UINT32_MAX : kComputeSync);
    if (!sync || sync & D3D12_BARRIER_SYNC_ALL) sync = D3D12_BARRIER_SYNC_ALL;
    uint32_t barrierAccess = 0;
    bool common = false;
    BarrierScope result;
    for (; access; access &= access - 1) {
        const uint32_t index = kAccessRows[static_cast<size_t>(std::countr_zero(access))];
        if (index == kNoRow) {
            common = true;
            continue;
        }
        const AccessRow& row = kAccesses[index];
        common |= !row.barrierAccess;
        barrierAccess |= row.barrierAccess;
        result.readStates |= row.readStates;
        result.writeStates |= row.writeStates;
    }
    if (common) barrierAccess = D3D12_BARRIER_ACCESS_COMMON;
    if (!graphics) {
        barrierAccess &= kComputeAccess;
        result.readStates &= ~kGraphicsStates;
        result.writeStates &= ~kGraphicsStates;
    }
    result.sync = static_cast<D3D12_BARRIER_SYNC>(sync);
    result.access = static_cast<D3D12_BARRIER_ACCESS>(barrierAccess);
    result.host = sum.access & (VK_ACCESS_2_HOST_READ_BIT | kEverything);
    return result;
}

}  // namespace

BarrierScope firstScope(VkPipelineStageFlags2 stages, VkAccessFlags2 access,
                        D3D12_COMMAND_LIST_TYPE type) {
    if (stages & VK_PIPELINE_STAGE_2_BOTTOM_OF_PIPE_BIT)
        stages = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    return scope(stages & ~VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT, access, type);
}

BarrierScope secondScope(VkPipelineStageFlags2 stages, VkAccessFlags2 access,
                         D3D12_COMMAND_LIST_TYPE type) {
    if (stages & VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT) stages = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    return scope(stages & ~VK_PIPELINE_STAGE_2_BOTTOM_OF_PIPE_BIT, access, type);
}

}  // namespace baker
