// D3D12 values as people write them.
#pragma once

#include <string>
#include <vector>

#include "d3d12/capabilities.hpp"

namespace baker::doctor {

std::string hexadecimal(HRESULT status);                // "0x887a0004"
std::string luidText(const LUID& luid);                 // "00000000:0000abcd"
std::string featureLevelText(D3D_FEATURE_LEVEL level);  // "11_1"
std::string shaderModelText(D3D_SHADER_MODEL model);    // "6.0"
std::string driverVersionText(uint64_t version);        // "31.0.101.4502"

// An option of D3D12 that decides features of Vulkan.
struct Option {
    std::string name;   // D3D12's
    std::string value;  // "yes", "no", or a number or tier
};

std::vector<Option> decidingOptions(const Capabilities& capabilities);

}  // namespace baker::doctor
