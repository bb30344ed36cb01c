// Root signatures: the binding model, decided once for a pipeline layout.
//
// Root parameters, in this order (each only where the layout needs it), and their cost in the 64
// words of a root signature:
//   push constants   b0, space 1000   32-bit constants while they fit, else a root CBV (2)
//   system values    b1, space 1000   root CBV (2), see SystemValue
//   vertex fetch     b3, space 1000   root CBV (2), of pipelines whose vertex shader reads
//   attributes
//                                    itself (Options::fetchedAttributes)
//   dynamic offsets  b2, space 1000   32-bit constants, offset and size of each dynamic descriptor
//   device addresses u0, space 1001  table of the whole view heap (1), where the device has enabled
//                                    bufferDeviceAddress, and for vertex fetch
//   one table for each set with CBVs, SRVs or UAVs (1), then one for each set with samplers (1)
// In tables, the register space is the set's number and the register is the slot (set_layout.hpp).
// A binding of many descriptors that need not all be of one kind has its ranges once more in other
// spaces for each kind (kindsOf).
//
// Layouts of equal content share one RootSignature, so switching between them costs nothing.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "device/limits.hpp"
#include "set_layout.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

class Device;

inline constexpr uint32_t kMaxSets = kMaxBoundDescriptorSets;
inline constexpr uint32_t kMaxDynamicOffsets =
    kMaxDynamicUniformBuffers + kMaxDynamicStorageBuffers;
inline constexpr uint32_t kDynamicWords = 2;  // of each
inline constexpr uint32_t kRootSpace = 1000;
inline constexpr uint32_t kPushConstantRegister = 0;
inline constexpr uint32_t kSystemValueRegister = 1;
inline constexpr uint32_t kDynamicOffsetRegister = 2;
inline constexpr uint32_t kVertexFetchRegister = 3;
inline constexpr uint32_t kAddressSpace = 1001;
// Resources of one class that a shader may declare for one binding, whose registers D3D12 does not
// let them share: of images, five dimensions of three component types.
inline constexpr uint32_t kMaxKinds = 15;
inline constexpr uint8_t kNoParameter = UINT8_MAX;

// Index of each root parameter; kNoParameter: the root signature has none.
struct RootParameters {
    uint8_t pushConstants = kNoParameter;
    uint8_t systemValues = kNoParameter;
    uint8_t vertexFetch = kNoParameter;
    uint8_t dynamicOffsets = kNoParameter;
    uint8_t bufferAddresses = kNoParameter;
    std::array<uint8_t, kMaxSets> tables{};
    std::array<uint8_t, kMaxSets> samplerTables{};
    uint8_t pushConstantWords = 0;
    bool pushConstantsInBuffer = false;  // the parameter is a root CBV
    uint8_t dynamicOffsetWords = 0;
    uint32_t tableMask = 0;         // bit s: set s has a table
    uint32_t samplerTableMask = 0;  // the same of samplers
    bool hasTables() const {
        return tableMask || samplerTableMask || bufferAddresses != kNoParameter;
    }
};

struct RootSignature {
    ComPtr<ID3D12RootSignature> d3d12;
    Digest digest{};  // of its serialized form
    RootParameters parameters;
};

inline uint32_t kindsOf(const SetLayoutBinding& binding) {
    return binding.isMutable() || binding.isVariable() ? kMaxKinds : 1;
}

// The set layouts (null: an unused set) and bytes of push constants.
struct RootSignatureKey {
    std::span<const std::shared_ptr<const SetLayoutInfo>> sets;
    uint32_t pushConstantBytes = 0;
    bool bufferAddresses = false;
    bool streamOutput = false;  // shaders may capture outputs
    bool vertexFetch = false;
};

// A service of the device. Thread-safe. Root signatures live as long as the device.
class RootSignatureCache {
  public:
    static Result<std::unique_ptr<RootSignatureCache>> create(Device& device);

    Result<const RootSignature*> get(const RootSignatureKey& key);

    explicit RootSignatureCache(Device& device) : device_(device) {}

  private:
    Device& device_;
    std::mutex mutex_;
    std::map<std::string, RootSignature> bySerialized_;
};

}  // namespace baker
