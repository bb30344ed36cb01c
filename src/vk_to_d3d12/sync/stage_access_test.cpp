#include "stage_access.hpp"

#include <gtest/gtest.h>

#include <bit>

namespace baker {
namespace {

constexpr D3D12_COMMAND_LIST_TYPE kDirect = D3D12_COMMAND_LIST_TYPE_DIRECT;
constexpr D3D12_COMMAND_LIST_TYPE kCompute = D3D12_COMMAND_LIST_TYPE_COMPUTE;
constexpr VkPipelineStageFlags2 kComputeShader = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT;

// What D3D12 allows together (enhanced barriers, "Access types and their sync scopes").
bool accessNeedsSync(uint32_t access, uint32_t sync) {
    struct Rule {
        uint32_t access, sync;
    };
    constexpr uint32_t kShading = D3D12_BARRIER_SYNC_ALL | D3D12_BARRIER_SYNC_VERTEX_SHADING |
                                  D3D12_BARRIER_SYNC_PIXEL_SHADING |
                                  D3D12_BARRIER_SYNC_COMPUTE_SHADING;
    const Rule rules[] = {
        {D3D12_BARRIER_ACCESS_VERTEX_BUFFER,
         D3D12_BARRIER_SYNC_ALL | D3D12_BARRIER_SYNC_VERTEX_SHADING},
        {D3D12_BARRIER_ACCESS_INDEX_BUFFER,
         D3D12_BARRIER_SYNC_ALL | D3D12_BARRIER_SYNC_INDEX_INPUT},
        {D3D12_BARRIER_ACCESS_CONSTANT_BUFFER | D3D12_BARRIER_ACCESS_SHADER_RESOURCE, kShading},
        {D3D12_BARRIER_ACCESS_UNORDERED_ACCESS,
         kShading | D3D12_BARRIER_SYNC_CLEAR_UNORDERED_ACCESS_VIEW},
        {D3D12_BARRIER_ACCESS_INDIRECT_ARGUMENT,
         D3D12_BARRIER_SYNC_ALL | D3D12_BARRIER_SYNC_EXECUTE_INDIRECT},
        {D3D12_BARRIER_ACCESS_COPY_SOURCE | D3D12_BARRIER_ACCESS_COPY_DEST,
         D3D12_BARRIER_SYNC_ALL | D3D12_BARRIER_SYNC_COPY},
    };
    for (const Rule& rule : rules)
        if (access & rule.access && !(sync & rule.sync)) return false;
    return true;
}

// Every stage with every access that Vulkan lets it name.
template <typename F>
void forEachValidPair(const F& f) {
    struct Pair {
        VkPipelineStageFlags2 stages;
        VkAccessFlags2 access;
    };
    constexpr VkAccessFlags2 kShader =
        VK_ACCESS_2_UNIFORM_READ_BIT | VK_ACCESS_2_SHADER_READ_BIT | VK_ACCESS_2_SHADER_WRITE_BIT |
        VK_ACCESS_2_SHADER_SAMPLED_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_READ_BIT |
        VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT;
    constexpr VkAccessFlags2 kTransfer =
        VK_ACCESS_2_TRANSFER_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT;
    const Pair pairs[] = {
        {VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT, VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT},
        {VK_PIPELINE_STAGE_2_VERTEX_INPUT_BIT,
         VK_ACCESS_2_INDEX_READ_BIT | VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT},
        {VK_PIPELINE_STAGE_2_INDEX_INPUT_BIT, VK_ACCESS_2_INDEX_READ_BIT},
        {VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT, VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT},
        {VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT, kShader},
        {VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, kShader},
        {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, kShader},
        {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, kTransfer},
        {VK_PIPELINE_STAGE_2_COPY_BIT, kTransfer},
        {VK_PIPELINE_STAGE_2_CLEAR_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT},
        {VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, kShader | kTransfer},
        {VK_PIPELINE_STAGE_2_HOST_BIT, VK_ACCESS_2_HOST_READ_BIT | VK_ACCESS_2_HOST_WRITE_BIT},
    };
    for (const Pair& pair : pairs)
        for (VkAccessFlags2 left = pair.access; left; left &= left - 1)
            f(pair.stages, VkAccessFlags2(1) << std::countr_zero(left));
}

TEST(StageAccess, EnhancedScopesAreOnesThatD3D12Takes) {
    for (D3D12_COMMAND_LIST_TYPE type : {kDirect, kCompute})
        forEachValidPair([&](VkPipelineStageFlags2 stages, VkAccessFlags2 access) {
            const BarrierScope scope = firstScope(stages, access, type);
            EXPECT_NE(scope.sync, D3D12_BARRIER_SYNC_NONE);
            EXPECT_TRUE(accessNeedsSync(scope.access, scope.sync))
                << "stages " << stages << " access " << access;
        });
}

TEST(StageAccess, ComputeListsNameNothingOfGraphics) {
    forEachValidPair([](VkPipelineStageFlags2 stages, VkAccessFlags2 access) {
        const BarrierScope scope = secondScope(stages, access, kCompute);
        EXPECT_FALSE(scope.readStates & (D3D12_RESOURCE_STATE_PIXEL_SHADER_RESOURCE |
                                         D3D12_RESOURCE_STATE_INDEX_BUFFER));
        EXPECT_FALSE(scope.sync &
                     (D3D12_BARRIER_SYNC_PIXEL_SHADING | D3D12_BARRIER_SYNC_VERTEX_SHADING |
                      D3D12_BARRIER_SYNC_INDEX_INPUT | D3D12_BARRIER_SYNC_RESOLVE));
        EXPECT_FALSE(scope.access &
                     (D3D12_BARRIER_ACCESS_VERTEX_BUFFER | D3D12_BARRIER_ACCESS_INDEX_BUFFER));
    });
}

TEST(StageAccess, ShaderWrites) {
    const BarrierScope scope = firstScope(kComputeShader, VK_ACCESS_2_SHADER_WRITE_BIT, kDirect);
    EXPECT_EQ(scope.sync, D3D12_BARRIER_SYNC_COMPUTE_SHADING);
    EXPECT_EQ(scope.access, D3D12_BARRIER_ACCESS_UNORDERED_ACCESS);
    EXPECT_EQ(scope.writeStates, static_cast<uint32_t>(D3D12_RESOURCE_STATE_UNORDERED_ACCESS));
    EXPECT_EQ(scope.readStates, 0u);
    EXPECT_FALSE(scope.host);
}

// An execution dependency orders all that its stages do.
TEST(StageAccess, WithoutAccessesTheStagesOwn) {
    const BarrierScope scope = firstScope(VK_PIPELINE_STAGE_2_COPY_BIT, 0, kDirect);
    EXPECT_TRUE(scope.readStates & D3D12_RESOURCE_STATE_COPY_SOURCE);
    EXPECT_TRUE(scope.writeStates & D3D12_RESOURCE_STATE_COPY_DEST);
}

TEST(StageAccess, EndsOfThePipe) {
    constexpr VkPipelineStageFlags2 kTop = VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT;
    constexpr VkPipelineStageFlags2 kBottom = VK_PIPELINE_STAGE_2_BOTTOM_OF_PIPE_BIT;
    EXPECT_EQ(firstScope(kTop, 0, kDirect).sync, D3D12_BARRIER_SYNC_NONE);
    EXPECT_EQ(firstScope(kBottom, 0, kDirect).sync, D3D12_BARRIER_SYNC_ALL);
    EXPECT_EQ(secondScope(kTop, 0, kDirect).sync, D3D12_BARRIER_SYNC_ALL);
    EXPECT_EQ(secondScope(kBottom, 0, kDirect).sync, D3D12_BARRIER_SYNC_NONE);
    EXPECT_EQ(firstScope(kTop | kComputeShader, 0, kDirect).sync,
              D3D12_BARRIER_SYNC_COMPUTE_SHADING);
    EXPECT_EQ(firstScope(0, 0, kDirect).sync, D3D12_BARRIER_SYNC_NONE);
}

TEST(StageAccess, UnknownStagesAndAccessesAreEverything) {
    const BarrierScope scope = firstScope(VkPipelineStageFlags2(1) << 60, 0, kDirect);
    EXPECT_EQ(scope.sync, D3D12_BARRIER_SYNC_ALL);
    EXPECT_EQ(scope.access, D3D12_BARRIER_ACCESS_COMMON);
    EXPECT_TRUE(scope.writeStates & D3D12_RESOURCE_STATE_COPY_DEST);
    EXPECT_TRUE(scope.host);
    EXPECT_EQ(firstScope(kComputeShader, VkAccessFlags2(1) << 60, kDirect).access,
              D3D12_BARRIER_ACCESS_COMMON);
}

}  // namespace
}  // namespace baker
