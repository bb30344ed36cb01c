#include "d3d12/experimental.hpp"

#include <algorithm>
#include <atomic>
#include <span>

namespace baker::host {

namespace {

std::atomic<bool> shaderModels = false;

}  // namespace

HRESULT enableExperimentalFeatures(UINT count, const IID* features) {
    if (count != 0 && !features) return E_INVALIDARG;
    const std::span asked(features, count);
    const auto known = [](const IID& iid) { return iid == D3D12ExperimentalShaderModels; };
    if (!std::ranges::all_of(asked, known)) return E_NOINTERFACE;
    shaderModels = count != 0;
    return S_OK;
}

bool experimentalShaderModels() {
    return shaderModels.load(std::memory_order_relaxed);
}

}  // namespace baker::host
