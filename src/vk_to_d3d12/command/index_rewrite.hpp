// Draws whose indices D3D12 does not take: triangle fans, lists that restart, indices of one byte,
// and those that restart at an index of their own. They are drawn with 32-bit indices made for
// them.
#pragma once

#include "base/result.hpp"
#include "recorder.hpp"

namespace baker {

// The three indices of each triangle of a fan, or of a strip that is made a list, of `vertexCount`
// vertices; the list's index buffer is theirs until the next flush. Returns how many there are, 0
// when none could be made.
uint32_t setFanIndices(Recorder& recorder, uint32_t vertexCount);

// The same of `count` indices of the bound index buffer from `first` on, as a fan or as they are.
uint32_t setRewrittenIndices(Recorder& recorder, uint32_t first, uint32_t count);

// Indexed draws whose arguments are in memory.
struct CompactedDraws {
    ID3D12Resource* arguments = nullptr;
    uint64_t argumentOffset = 0;
    ID3D12Resource* count = nullptr;  // null: `maxDraws` are drawn
    uint64_t countOffset = 0;
    uint32_t maxDraws = 1;
    uint32_t strideWords = 5;
    uint32_t mostIndices = UINT32_MAX;  // that a draw has
};

// What to draw instead: as many D3D12_DRAW_INDEXED_ARGUMENTS, one behind the other.
struct CompactIndices {
    ID3D12Resource* resource = nullptr;
    uint64_t argumentOffset = 0;
    D3D12_GPU_VIRTUAL_ADDRESS argumentAddress = 0;
    D3D12_INDEX_BUFFER_VIEW indices{};
};

// Makes lists of the indices of lists that restart, of fans and of strips: those of whole
// primitives.
Result<CompactIndices> compactIndices(Recorder& recorder, const CompactedDraws& draws);

// The list's index buffer, until the next flush, is that of one fan or strip of kMaxFanVertices,
// for draws whose number of vertices the device alone knows. False: there is no memory for it.
inline constexpr uint32_t kMaxFanVertices = 65536;
bool setLongestFan(Recorder& recorder);

// What the topology is made lists of.
enum class Unrolled : uint32_t { List, Fan, Strip, StripWithAdjacency };
Unrolled unrolledForm(const SettableState& state);

}  // namespace baker
