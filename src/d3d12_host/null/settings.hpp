// The null host's settings, read from the environment once:
//
// BAKER_NULL_HOST_ADAPTERS=n        number of adapters (default 1)
// BAKER_NULL_HOST_SHADER_MODEL=6.x  highest shader model (default 6.0)
// BAKER_NULL_HOST_FAULT=a,b=n,...   what goes wrong:
//   factory               DXCoreCreateAdapterFactory fails
//   no_adapters           the adapter list is empty
//   duplicate_adapter     every adapter is listed twice
//   create_device=i       D3D12CreateDevice fails on adapter i
//   heap_out_of_memory=n  heaps and committed resources fail beyond n bytes in all (default 0)
//   no_compiler           pipeline states are made from cached blobs alone
//   stale_blobs           no cached blob is of this driver
//   device_removed=n      the device is removed by the execution after the n-th (default 0)
#pragma once

#include <cstdint>
#include <optional>

namespace baker::host {

struct NullSettings {
    uint32_t adapters = 1;
    uint32_t shaderModelMinor = 0;
    bool failFactory = false;
    bool duplicateAdapters = false;
    bool noCompiler = false;
    bool staleBlobs = false;
    std::optional<uint64_t> failingDevice;
    std::optional<uint64_t> memoryLimit;
    std::optional<uint64_t> executionsBeforeRemoval;
};

const NullSettings& nullSettings();

}  // namespace baker::host
