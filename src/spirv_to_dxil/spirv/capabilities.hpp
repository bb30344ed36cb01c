// Which of SPIR-V's capabilities the translator has, and how: one table (capabilities.def), from
// which docs/spirv-support.md is written.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "spirv_to_dxil/spirv/module.hpp"

namespace baker::spirv {

enum class Support : uint8_t { Native, Lowered, Missing, Impossible };

struct CapabilityRow {
    uint32_t number;
    std::string_view name;
    Support support;
    std::string_view how;  // or why not; may be empty
};

std::span<const CapabilityRow> capabilityTable();  // by number

// Why a module that declares these capabilities is refused; empty when it is not. Of capabilities
// that the table does not know, the instructions decide.
std::string refusal(std::span<const spv::Capability> capabilities);

// docs/spirv-support.md.
std::string supportDocument();

}  // namespace baker::spirv
