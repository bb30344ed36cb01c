// The variants of a graphics pipeline: one D3D12 pipeline state for each BakedState that draws have
// asked for. Finding one takes no lock; variants are only ever added.
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include "d3d12/d3d12_api.hpp"
#include "descriptor/root_signature.hpp"
#include "graphics_state.hpp"
#include "resource/format.hpp"

namespace baker {

struct PipelineVariant {
    BakedState state;
    uint32_t hash = 0;
    ComPtr<ID3D12PipelineState> pipeline;
    ComponentMapping blendConstants = kSameOrder;  // blendConstantOrder
    const RootSignature* rootSignature = nullptr;
    uint32_t systemValues = 0;        // as in Reflection, of all stages
    uint32_t assembledBindings = 0;   // bit b: the input assembler reads binding b
    bool needsNullBuffer = false;     // readsAbsentAttributes
    PipelineVariant* next = nullptr;  // in the table's bucket
};

class VariantTable {
  public:
    VariantTable() = default;
    VariantTable(const VariantTable&) = delete;
    ~VariantTable();

    // Null: not there. Thread-safe, as is add().
    const PipelineVariant* find(const BakedState& state, uint32_t hash) const;
    // The variant of the same state that another thread added first, or `variant`.
    const PipelineVariant* add(std::unique_ptr<PipelineVariant> variant);

  private:
    static constexpr uint32_t kBuckets = 16;
    static const PipelineVariant* findFrom(const PipelineVariant* first, const BakedState& state,
                                           uint32_t hash);

    std::array<std::atomic<PipelineVariant*>, kBuckets> buckets_{};
};

}  // namespace baker
