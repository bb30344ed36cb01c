#include "spirv_to_dxil/spirv/capabilities.hpp"

#include <algorithm>

namespace baker::spirv {
namespace {

constexpr CapabilityRow kTable[] = {
#define X(number, name, support, how) {number, #name, Support::support, how},
#include "spirv_to_dxil/spirv/capabilities.def"
#undef X
};

constexpr std::string_view kNames[] = {"native", "lowered", "missing", "impossible"};

constexpr std::string_view kHead =
    R"(# SPIR-V's capabilities in DXIL

Written from `src/spirv_to_dxil/spirv/capabilities.def`, by which the translator accepts and refuses modules:
`BAKER_UPDATE_GOLDEN=1` lets the test `Capabilities.TheDocumentIsUpToDate` write this page.

- **native**: DXIL has it
- **lowered**: made of what DXIL has
- **missing**: D3D12 could, the translator does not yet; refused
- **impossible**: D3D12 has nothing to make it of; refused

| capability | support | how, or why not |
|---|---|---|
)";

const CapabilityRow* find(spv::Capability capability) {
    const auto number = static_cast<uint32_t>(capability);
    const auto* row = std::ranges::lower_bound(kTable, number, {}, &CapabilityRow::number);
    return row != std::end(kTable) && row->number == number ? row : nullptr;
}

bool isRefused(Support support) {
    return support == Support::Missing || support == Support::Impossible;
}

}  // namespace

std::span<const CapabilityRow> capabilityTable() {
    return kTable;
}

std::string refusal(std::span<const spv::Capability> capabilities) {
    for (const spv::Capability capability : capabilities) {
        const CapabilityRow* row = find(capability);
        if (!row || !isRefused(row->support)) continue;
        std::string sentence = "capability " + std::string(row->name) + " is ";
        sentence += row->support == Support::Missing ? "not supported yet" : "impossible on D3D12";
        return row->how.empty() ? sentence : sentence + ": " + std::string(row->how);
    }
    return {};
}

std::string supportDocument() {
    std::string text(kHead);
    for (const CapabilityRow& row : kTable)
        text += "| " + std::string(row.name) + " | " +
                std::string(kNames[static_cast<size_t>(row.support)]) + " | " +
                std::string(row.how) + " |\n";
    return text;
}

}  // namespace baker::spirv
