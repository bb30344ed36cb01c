// D3D12EnableExperimentalFeatures: what the process has asked for.
#pragma once

#include "com/com_object.hpp"

namespace baker::host {

// Enables the features together, or none of them: E_NOINTERFACE if one is unknown.
HRESULT enableExperimentalFeatures(UINT count, const IID* features);

// D3D12ExperimentalShaderModels: containers without a hash are taken.
bool experimentalShaderModels();

}  // namespace baker::host
